import { blend } from '../math/vector.ts'
import type { Sampler } from './types.ts'

/**
 * DPM-Solver++(2M): second order from one model call per step, by remembering the previous guess; no noise.
 *
 * @see Lu et al. 2022, arXiv:2211.01095, Algorithm 2
 */
export const sampleDpmpp2m: Sampler = async (denoise, start, sigmas, { onStep }) => {
  let x = start
  let previous = start
  let previousH = 0
  const totalSteps = sigmas.length - 1
  for (let step = 0; step < totalSteps; step++) {
    const sigma = sigmas[step]!
    const next = sigmas[step + 1]!
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps, sigma, denoised })
    // h is the step in λ = −ln σ. The last step, to σ = 0, has no length in λ and stays first order.
    const h = Math.log(sigma / next)
    const hasHistory = previousH > 0 && next > 0
    const guess = hasHistory ? blend(denoised, previous, -h / (2 * previousH)) : denoised
    x = blend(guess, x, next / sigma)
    previous = denoised
    previousH = h
  }
  return x
}
