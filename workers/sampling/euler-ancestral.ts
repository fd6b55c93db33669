import { addScaled, blend } from '../math/vector.ts'
import { splitStep } from './split-step.ts'
import type { Sampler } from './types.ts'

/**
 * Euler's method that steps below the next noise level and climbs back with fresh noise. One model call per step.
 *
 * @param eta share of the step's noise that is fresh, 0 … 1; 0 is Euler's method
 * @see Song et al. 2020, arXiv:2010.02502, eq. 16, in the σ units of Karras et al. 2022, arXiv:2206.00364
 */
export function createEulerAncestral(eta: number): Sampler {
  return async (denoise, start, sigmas, { noise, onStep }) => {
    let x = start
    const totalSteps = sigmas.length - 1
    for (let step = 0; step < totalSteps; step++) {
      const sigma = sigmas[step]!
      const next = sigmas[step + 1]!
      const denoised = await denoise(x, sigma)
      await onStep({ step, totalSteps, sigma, denoised })
      const { down, up } = splitStep(sigma, next, eta)
      x = blend(denoised, x, down / sigma)
      if (next > 0) x = addScaled(x, noise.normal(x.length), up)
    }
    return x
  }
}

/** Euler ancestral as it is usually meant: all of the noise is fresh. */
export const sampleEulerAncestral: Sampler = createEulerAncestral(1)
