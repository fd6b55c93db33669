import type { BetweenCalls, Conditioning, DiffusionModel, LatentShape } from '../models/ports.ts'
import type { Guide } from '../sampling/guidance.ts'
import type { NoiseLevels } from '../sampling/noise-levels.ts'
import type { Prediction } from '../sampling/prediction.ts'
import type { Denoise } from '../sampling/types.ts'

/** What a denoiser is made of. */
export interface DenoiseParts {
  readonly predict: DiffusionModel['predict']
  /** Timesteps that the model was trained on. */
  readonly trainSteps: number
  readonly shape: LatentShape
  readonly levels: NoiseLevels
  readonly prediction: Prediction
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
  const { predict, shape, levels, prediction, wanted, unwanted, guide, between } = parts
  return async (x, sigma) => {
    await between()
    const timestep = levels.timestepOf(sigma)
    const scale = prediction.inputScale(sigma)
    const input = x.map((value) => value * scale)
    const outputs = await predict(input, shape, timestep, unwanted ? [wanted, unwanted] : [wanted])
    const [positive, negative] = outputs.map((output) => prediction.guess(x, output, sigma, timestep))
    if (!positive) throw new Error('a model call gave no output')
    if (!negative) return positive
    return guide(positive, negative, {
      x,
      sigma,
      progress: 1 - timestep / (parts.trainSteps - 1),
    })
  }
}
