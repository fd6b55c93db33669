import type { Denoise } from '../types.ts'

/** The distribution that a model without error would have learned, if all pictures were one Gaussian. */
export interface Gaussian {
  readonly mean: number
  /** Standard deviation, ≥ 0. */
  readonly deviation: number
}

/** The exact denoiser for data drawn from a Gaussian, element by element: E[x₀ | x, σ]. */
export function createGaussianDenoise({ mean, deviation }: Gaussian): Denoise {
  const variance = deviation ** 2
  return async (x, sigma) =>
    x.map((value) => (variance * value + sigma ** 2 * mean) / (variance + sigma ** 2))
}

/**
 * The exact solution of the probability-flow ODE for the same data.
 *
 * @returns where the path through `x` at level `from` is at level `to`
 * @see Karras et al. 2022, arXiv:2206.00364, eq. 4
 */
export function flowExactly({ mean, deviation }: Gaussian, x: number, from: number, to: number): number {
  const variance = deviation ** 2
  return mean + (x - mean) * Math.sqrt((variance + to ** 2) / (variance + from ** 2))
}
