import { addScaled, blend } from '../math/vector.ts'
import type { Sampler } from './types.ts'

/**
 * The stochastic DPM-Solver++(2M), midpoint form. One model call per step.
 *
 * The Brownian path behind it is only ever asked for consecutive, disjoint intervals, and its increments over
 * those are independent; so each step simply draws its own noise.
 *
 * @param eta amount of fresh noise, ≥ 0; 1 is the reverse SDE, 0 is DPM-Solver++(2M)
 * @see Lu et al. 2022, arXiv:2211.01095, section 5 and Algorithm 2 (SDE-DPM-Solver++(2M))
 */
export function createDpmpp2mSde(eta: number): Sampler {
  return async (denoise, start, sigmas, { noise, onStep }) => {
    let x = start
    let previous = start
    let previousH = 0
    const totalSteps = sigmas.length - 1
    for (let step = 0; step < totalSteps; step++) {
      const sigma = sigmas[step]!
      const next = sigmas[step + 1]!
      const denoised = await denoise(x, sigma)
      await onStep({ step, totalSteps, sigma, denoised })
      const h = Math.log(sigma / next)
      const hasHistory = previousH > 0 && next > 0
      const guess = hasHistory ? blend(denoised, previous, -h / (2 * previousH)) : denoised
      // The paper's e^(−h−ηh), written with σ so that the last step, to σ = 0, needs no special case.
      x = blend(guess, x, (next / sigma) ** (1 + eta))
      if (next > 0)
        x = addScaled(x, noise.normal(x.length), next * Math.sqrt(1 - (next / sigma) ** (2 * eta)))
      previous = denoised
      previousH = h
    }
    return x
  }
}

/** DPM++ 2M SDE as Fooocus runs it by default. */
export const sampleDpmpp2mSde: Sampler = createDpmpp2mSde(1)
