import { addScaled, blend } from '../math/vector.ts'
import { splitStep } from './split-step.ts'
import type { Sampler } from './types.ts'

/**
 * DPM-Solver++(2S) that steps below the next noise level and climbs back with fresh noise. Two model calls per step,
 * one for the last.
 *
 * @param eta share of the step's noise that is fresh, 0 … 1; 0 is DPM-Solver++(2S)
 * @see Lu et al. 2022, arXiv:2211.01095, Algorithm 1 with r = ½
 */
export function createDpmpp2sAncestral(eta: number): Sampler {
  return async (denoise, start, sigmas, { noise, onStep }) => {
    let x = start
    const totalSteps = sigmas.length - 1
    for (let step = 0; step < totalSteps; step++) {
      const sigma = sigmas[step]!
      const denoised = await denoise(x, sigma)
      await onStep({ step, totalSteps, sigma, denoised })
      const { down, up } = splitStep(sigma, sigmas[step + 1]!, eta)
      if (down === 0) return denoised
      const middle = Math.sqrt(sigma * down)
      const guess = await denoise(blend(denoised, x, middle / sigma), middle)
      x = blend(guess, x, down / sigma)
      if (up > 0) x = addScaled(x, noise.normal(x.length), up)
    }
    return x
  }
}

/** DPM++ 2S ancestral as it is usually meant: all of the noise is fresh. */
export const sampleDpmpp2sAncestral: Sampler = createDpmpp2sAncestral(1)
