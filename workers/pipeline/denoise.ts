import type { ModelSpec } from '../../contract/manifest.ts'
import type { BetweenCalls, Conditioning, DiffusionModel, Latent, LatentShape } from '../models/ports.ts'
import type { Guide } from '../sampling/guidance.ts'
import type { NoiseLevels } from '../sampling/noise-levels.ts'
import type { Denoise } from '../sampling/types.ts'

/** What a denoiser is made of. */
export interface DenoiseParts {
  readonly model: DiffusionModel
  readonly shape: LatentShape
  readonly levels: NoiseLevels
  /** Whether guesses are bound to the noisy latent, as those of consistency models are. */
  readonly isConsistent: boolean
  readonly wanted: Conditioning
  /** Null when the guidance scale is 1: then the other side has no say and is not computed. */
  readonly unwanted: Conditioning | null
  readonly guide: Guide
  readonly between: BetweenCalls
}

/**
 * The function samplers see: from a noisy latent and its noise level to the guess at the clean one.
 * Scaling, timesteps, prediction type and guidance are settled here, so no sampler knows of them.
 */
export function createDenoise(parts: DenoiseParts): Denoise {
  const { model, shape, levels, isConsistent, wanted, unwanted, guide, between } = parts
  return async (x, sigma) => {
    await between()
    const timestep = levels.timestepOf(sigma)
    const input = scaled(x, 1 / Math.sqrt(sigma * sigma + 1))
    const outputs = await model.predict(input, shape, timestep, unwanted ? [wanted, unwanted] : [wanted])
    const guesses = outputs.map((output) => {
      const guess = toDenoised(x, output, sigma, model.spec.predictionType)
      return isConsistent ? consistent(x, guess, timestep) : guess
    })
    const [positive, negative] = guesses
    if (!positive) throw new Error('a model call gave no output')
    if (!negative) return positive
    return guide(positive, negative, {
      x,
      sigma,
      progress: 1 - timestep / (model.spec.schedule.trainSteps - 1),
    })
  }
}

function scaled(x: Float32Array, factor: number): Latent {
  const out = new Float32Array(x.length)
  for (let i = 0; i < x.length; i++) out[i] = x[i]! * factor
  return out
}

/**
 * The network's output as a guess at the clean latent.
 *
 * @see Salimans and Ho 2022, arXiv:2202.00512, for v; σ-parametrisation with x = x₀ + σ·n
 */
function toDenoised(
  x: Float32Array,
  output: Latent,
  sigma: number,
  type: ModelSpec['predictionType'],
): Latent {
  const out = new Float32Array(x.length)
  const keep = type === 'epsilon' ? 1 : 1 / (sigma * sigma + 1)
  const take = type === 'epsilon' ? sigma : sigma / Math.sqrt(sigma * sigma + 1)
  for (let i = 0; i < x.length; i++) out[i] = x[i]! * keep - output[i]! * take
  return out
}

/**
 * A guess of a model distilled for few steps, bound to the noisy latent so that it is exact at timestep 0.
 *
 * @see Luo et al. 2023, arXiv:2310.04378, eq. 9 with σ_data = 0.5 and timesteps scaled by 10
 */
function consistent(x: Float32Array, guess: Latent, timestep: number): Latent {
  const tau = timestep * 10
  const keep = 0.25 / (tau * tau + 0.25)
  const take = tau / Math.sqrt(tau * tau + 0.25)
  return guess.map((value, i) => value * take + x[i]! * keep)
}
