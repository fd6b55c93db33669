import type { Latent } from '../math/vector.ts'

/** One term of a sum: how much of which latent. */
export type Term = readonly [weight: number, latent: Latent]

/**
 * Σ weight·latent, element by element, rounded to float32 once. At least one term; all of one length.
 *
 * @returns a new array; the inputs are not modified
 */
export function weightedSum(terms: readonly [Term, ...Term[]]): Latent {
  const sum = new Float64Array(terms[0][1].length)
  for (const [weight, latent] of terms) {
    for (let i = 0; i < sum.length; i++) sum[i]! += weight * latent[i]!
  }
  return Float32Array.from(sum)
}

/** (x − x₀)/σ: the slope dx/dσ of the probability-flow ODE, and the noise that the model sees in `x`. */
export function slopeOf(x: Latent, denoised: Latent, sigma: number): Latent {
  return weightedSum([
    [1 / sigma, x],
    [-1 / sigma, denoised],
  ])
}
