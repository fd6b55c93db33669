import type { Latent } from '../math/vector.ts'
import type { Sampler } from './types.ts'

/** γ: how much of the way back is noised anew. 0 would be deterministic, 1 is multistep consistency sampling. */
const STOCHASTICITY = 0.3

/**
 * Strategic stochastic sampling of trajectory-consistency models: from the guess go deterministically below the next
 * level, then noise up to it. One model call per step; meant for models distilled for 4 to 8 steps.
 *
 * @see Zheng et al. 2024, arXiv:2402.19159, Algorithm 4
 */
export const sampleTcd: Sampler = async (denoise, start, sigmas, { noise, levels, onStep }) => {
  let x = start
  const totalSteps = sigmas.length - 1
  for (let step = 0; step < totalSteps; step++) {
    const sigma = sigmas[step]!
    const next = sigmas[step + 1]!
    const below = levels.timestepBelow(next, next > 0 ? 1 - STOCHASTICITY : 0)
    const alphaBar = levels.alphaBarAt(below)
    const guess = await denoise(x, sigma)
    await onStep({ step, totalSteps, sigma, denoised: guess })
    // Variance-preserving, as the formulas of the paper are; the samplers' x is √(1 + σ²) times that.
    const reached = mix(guess, x, sigma, alphaBar)
    x = next > 0 ? noised(reached, noise.normal(x.length), next, alphaBar) : reached
  }
  return x
}

/** √ᾱ of the guess and √(1 − ᾱ) of the noise that the latent then holds. */
function mix(guess: Latent, x: Latent, sigma: number, alphaBar: number): Latent {
  const clean = Math.sqrt(alphaBar)
  const noisy = Math.sqrt(1 - alphaBar)
  return guess.map((value, i) => clean * value + (noisy * (x[i]! - value)) / sigma)
}

function noised(reached: Latent, fresh: Latent, next: number, alphaBar: number): Latent {
  // Rounding alone could make this negative, where γ is so small that nothing is left to add.
  const amount = Math.sqrt(Math.max(0, next * next + 1 - 1 / alphaBar))
  return reached.map((value, i) => value / Math.sqrt(alphaBar) + fresh[i]! * amount)
}
