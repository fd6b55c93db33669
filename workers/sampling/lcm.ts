import { addScaled } from '../math/vector.ts'
import type { Sampler } from './types.ts'

/**
 * Multistep consistency sampling: take the model's guess whole, then noise it again to the next level.
 * One model call per step; meant for models distilled to be right in 4 to 8 steps.
 *
 * @see Luo et al. 2023, arXiv:2310.04378, Algorithm 2; Song et al. 2023, arXiv:2303.01469, Algorithm 1
 */
export const sampleLcm: Sampler = async (denoise, start, sigmas, { noise, onStep }) => {
  let x = start
  const totalSteps = sigmas.length - 1
  for (let step = 0; step < totalSteps; step++) {
    const sigma = sigmas[step]!
    const next = sigmas[step + 1]!
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps, sigma, denoised })
    x = next > 0 ? addScaled(denoised, noise.normal(x.length), next) : denoised
  }
  return x
}
