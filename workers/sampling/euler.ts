import { blend } from '../math/vector.ts'
import type { Sampler } from './types.ts'

/**
 * Euler's method on the probability-flow ODE: first order, one model call per step, no noise.
 *
 * @see Karras et al. 2022, arXiv:2206.00364, Algorithm 2 with no churn
 */
export const sampleEuler: Sampler = async (denoise, start, sigmas, { onStep }) => {
  let x = start
  const totalSteps = sigmas.length - 1
  for (let step = 0; step < totalSteps; step++) {
    const sigma = sigmas[step]!
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps, sigma, denoised })
    // A step of σ' − σ along the slope (x − x₀)/σ, gathered into weights of x₀ and x: exact at σ' = 0.
    x = blend(denoised, x, sigmas[step + 1]! / sigma)
  }
  return x
}
