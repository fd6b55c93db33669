import { blend, type Latent } from '../math/vector.ts'
import type { Denoise, Sampler } from './types.ts'
import { slopeOf, weightedSum } from './weighted-sum.ts'

/** Where a step starts: the latent, its noise level and the model's guess there. */
export interface StepStart {
  readonly x: Latent
  readonly sigma: number
  readonly denoised: Latent
}

/** One step of Heun's method to the level `next`: one more model call, none where `next` is 0 (then Euler's method). */
export async function stepByHeun(denoise: Denoise, start: StepStart, next: number): Promise<Latent> {
  const { x, sigma, denoised } = start
  const reached = blend(denoised, x, next / sigma)
  if (next === 0) return reached
  const half = (next - sigma) / 2
  return weightedSum([
    [1, x],
    [half, slopeOf(x, denoised, sigma)],
    [half, slopeOf(reached, await denoise(reached, next), next)],
  ])
}

/**
 * Heun's method: a step along the mean of the slopes at its two ends. Second order, no noise; two model calls per
 * step, one for the last.
 *
 * @see Karras et al. 2022, arXiv:2206.00364, Algorithm 1
 */
export const sampleHeun: Sampler = async (denoise, start, sigmas, { onStep }) => {
  let x = start
  const totalSteps = sigmas.length - 1
  for (let step = 0; step < totalSteps; step++) {
    const sigma = sigmas[step]!
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps, sigma, denoised })
    x = await stepByHeun(denoise, { x, sigma, denoised }, sigmas[step + 1]!)
  }
  return x
}
