import { addScaled, blend } from '../math/vector.ts'
import { splitStep } from './split-step.ts'
import type { Sampler } from './types.ts'
import { slopeOf } from './weighted-sum.ts'

/**
 * DPM-Solver-2 that steps below the next noise level and climbs back with fresh noise: the slope is taken midway in
 * log σ. Two model calls per step, one for the last.
 *
 * @param eta share of the step's noise that is fresh, 0 … 1; 0 is DPM-Solver-2
 * @see Lu et al. 2022, arXiv:2206.00927, DPM-Solver-2; Karras et al. 2022, arXiv:2206.00364, for the σ units
 */
export function createDpm2Ancestral(eta: number): Sampler {
  return async (denoise, start, sigmas, { noise, onStep }) => {
    let x = start
    const totalSteps = sigmas.length - 1
    for (let step = 0; step < totalSteps; step++) {
      const sigma = sigmas[step]!
      const next = sigmas[step + 1]!
      const denoised = await denoise(x, sigma)
      await onStep({ step, totalSteps, sigma, denoised })
      const { down, up } = splitStep(sigma, next, eta)
      if (down === 0) return denoised
      const middle = Math.sqrt(sigma * down)
      const between = blend(denoised, x, middle / sigma)
      x = addScaled(x, slopeOf(between, await denoise(between, middle), middle), down - sigma)
      if (up > 0) x = addScaled(x, noise.normal(x.length), up)
    }
    return x
  }
}

/** DPM2 ancestral as it is usually meant: all of the noise is fresh. */
export const sampleDpm2Ancestral: Sampler = createDpm2Ancestral(1)
