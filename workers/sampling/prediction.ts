import type { SchedulerName } from '../../contract/catalog/samplers.ts'
import type { Latent } from '../math/vector.ts'

/** What a network's output stands for. */
type PredictionType = 'epsilon' | 'v_prediction' | 'edm'

/** How a network wants its latent, and how its output becomes a guess at the clean one. */
export interface Prediction {
  /** Factor on the noisy latent before the network sees it. */
  inputScale(sigma: number): number
  /**
   * @param x        the noisy latent, before scaling; not modified
   * @param output   of the network; not modified
   * @param timestep that the network was told
   * @returns the guess at x₀, a fresh array
   */
  guess(x: Latent, output: Latent, sigma: number, timestep: number): Latent
}

/** Standard deviation of the latents that EDM and consistency models are scaled for. */
const SIGMA_DATA = 0.5

/**
 * The prediction that goes with a model and a schedule: `lcm` binds guesses to the latent, `edm_playground_v2.5` has a
 * scaling of its own, and all others leave the model its own. All of them are a sum of latent and output.
 *
 * @see Ho et al. 2020, arXiv:2006.11239, for ε; Salimans and Ho 2022, arXiv:2202.00512, for v; σ-parametrisation with
 *   x = x₀ + σ·n
 */
export function predictionFor(schedule: SchedulerName, type: PredictionType): Prediction {
  if (type === 'edm' || schedule === 'edm_playground_v2.5') return EDM
  const own = type === 'epsilon' ? EPSILON : VELOCITY
  return schedule === 'lcm' ? boundToLatent(own) : own
}

const unitVariance = (sigma: number) => 1 / Math.sqrt(sigma * sigma + 1)

const EPSILON: Prediction = {
  inputScale: unitVariance,
  guess: (x, output, sigma) => mix(x, 1, output, -sigma),
}

const VELOCITY: Prediction = {
  inputScale: unitVariance,
  guess: (x, output, sigma) => mix(x, 1 / (sigma * sigma + 1), output, -sigma / Math.sqrt(sigma * sigma + 1)),
}

/** @see Karras et al. 2022, arXiv:2206.00364, table 1 (c_in, c_skip, c_out) */
const EDM: Prediction = {
  inputScale: (sigma) => 1 / Math.sqrt(sigma * sigma + SIGMA_DATA ** 2),
  guess: (x, output, sigma) => {
    const variance = sigma * sigma + SIGMA_DATA ** 2
    return mix(x, SIGMA_DATA ** 2 / variance, output, (sigma * SIGMA_DATA) / Math.sqrt(variance))
  },
}

/**
 * Guesses of a model distilled for few steps, bound to the noisy latent so that they are exact at timestep 0.
 *
 * @see Luo et al. 2023, arXiv:2310.04378, eq. 9 with timesteps scaled by 10
 */
function boundToLatent(own: Prediction): Prediction {
  return {
    inputScale: own.inputScale,
    guess: (x, output, sigma, timestep) => {
      const tau = timestep * 10
      const variance = tau * tau + SIGMA_DATA ** 2
      return mix(
        own.guess(x, output, sigma, timestep),
        tau / Math.sqrt(variance),
        x,
        SIGMA_DATA ** 2 / variance,
      )
    },
  }
}

function mix(a: Latent, shareOfA: number, b: Latent, shareOfB: number): Latent {
  const out = new Float32Array(a.length)
  for (let i = 0; i < a.length; i++) out[i] = a[i]! * shareOfA + b[i]! * shareOfB
  return out
}
