import { createGaussianDenoise } from './gaussian-model.ts'
import { scriptedNoise, type ScalarRun } from './run-sampler.ts'

/** How far float32 latents may be from the results below, which were computed in float64. */
export const TOY_TOLERANCE = 2e-6

/**
 * The scalar problem that the samplers' reference results were computed on: data N(0.5, 0.8²), eight steps from
 * x = 10, and a fixed list of noise. The results come from the original implementations, in float64.
 */
export function createToyProblem(): ScalarRun {
  return {
    denoise: createGaussianDenoise({ mean: 0.5, deviation: 0.8 }),
    start: 10,
    sigmas: Float64Array.of(
      14.614641189575195,
      7.90294,
      4.02774,
      1.91036,
      0.828868,
      0.32112,
      0.107198,
      0.0291672,
      0,
    ),
    noise: scriptedNoise([0.3, -0.7, 1.1, 0.2, -1.3, 0.5, 0.9, -0.4, 0.6, 0.1, -0.2, 0.8, -0.9, 1.4, 0, 0.7]),
  }
}
