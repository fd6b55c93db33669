import type { NoiseSource } from '../math/random.ts'
import type { Latent } from '../math/vector.ts'
import type { NoiseLevels } from './noise-levels.ts'

export type { NoiseSource } from '../math/random.ts'

/**
 * Predicts the clean latent x₀ from a noisy one: all that a sampler knows of the model, the text and the guidance.
 *
 * @param x     latent at noise level `sigma`, in model units; not modified, not kept
 * @param sigma noise level, > 0
 * @returns x₀ in model units, same length as `x`; a fresh array that nobody modifies afterwards
 */
export type Denoise = (x: Latent, sigma: number) => Promise<Latent>

/** What a sampler tells about a step, right after the first model call of that step. */
export interface StepReport {
  /** 0-based. */
  readonly step: number
  readonly totalSteps: number
  /** The noise level the step starts from. */
  readonly sigma: number
  /** The guess at the clean latent, model units; shared, do not modify. */
  readonly denoised: Latent
}

/** What a sampler may use besides the model. */
export interface SampleOptions {
  /** Fresh noise for the stochastic samplers, one draw of the latent's length for each step that adds any. */
  readonly noise: NoiseSource
  /** The levels that the model's timesteps are read from. */
  readonly levels: Pick<NoiseLevels, 'timestepBelow' | 'alphaBarAt'>
  /** Called once a step and awaited; whatever it throws ends the sampling. */
  readonly onStep: (report: StepReport) => void | Promise<void>
}

/**
 * Walks a schedule of noise levels from a noisy latent to a clean one.
 *
 * @param denoise predicts x₀ from (x, sigma)
 * @param start   latent at noise level `sigmas[0]`, model units; not modified
 * @param sigmas  decreasing noise levels, usually ending in 0; length = steps + 1
 * @returns the latent at the last sigma, same length as `start`; `start` itself if there are no steps
 * @throws whatever `denoise` or `onStep` throws; nothing is caught
 */
export type Sampler = (
  denoise: Denoise,
  start: Latent,
  sigmas: Float64Array,
  options: SampleOptions,
) => Promise<Latent>

/** Extent of a latent, stored channel by channel, row by row: `[channels, height, width]`. */
export interface LatentShape {
  readonly channels: number
  /** In latent cells, not pixels. */
  readonly height: number
  readonly width: number
}
