import type { Latent } from '../math/vector.ts'
import type { Sampler } from './types.ts'
import { slopeOf, weightedSum, type Term } from './weighted-sum.ts'

const ORDER = 4

/**
 * Linear multistep (Adams–Bashforth on uneven levels): the last four slopes are joined by a polynomial in σ, which is
 * integrated over the step. One model call per step, no noise.
 *
 * @see Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, section III.5
 */
export const sampleLms: Sampler = async (denoise, start, sigmas, { onStep }) => {
  let x = start
  let history: { readonly sigma: number; readonly slope: Latent }[] = []
  const totalSteps = sigmas.length - 1
  for (let step = 0; step < totalSteps; step++) {
    const sigma = sigmas[step]!
    const next = sigmas[step + 1]!
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps, sigma, denoised })
    // A level visited twice: nothing to move, and no second support for the polynomial.
    if (next === sigma) continue
    history = [{ sigma, slope: slopeOf(x, denoised, sigma) }, ...history].slice(0, ORDER)
    const levels = history.map((entry) => entry.sigma)
    const terms = history.map(({ slope }, j): Term => [integrateLagrange(levels, j, next), slope])
    x = weightedSum([[1, x], ...terms])
  }
  return x
}

/** ∫ of the j-th Lagrange polynomial over `levels`, from `levels[0]` to `end`. At most four levels. */
function integrateLagrange(levels: readonly number[], j: number, end: number): number {
  const half = (end - levels[0]!) / 2
  const middle = levels[0]! + half
  // Two Gauss–Legendre points are exact up to the third degree.
  const reach = half / Math.sqrt(3)
  return half * (lagrange(levels, j, middle - reach) + lagrange(levels, j, middle + reach))
}

function lagrange(levels: readonly number[], j: number, at: number): number {
  return levels.reduce(
    (product, level, k) => (k === j ? product : (product * (at - level)) / (levels[j]! - level)),
    1,
  )
}
