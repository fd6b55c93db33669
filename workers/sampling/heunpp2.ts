import { addScaled, blend } from '../math/vector.ts'
import type { Sampler } from './types.ts'
import { slopeOf, weightedSum } from './weighted-sum.ts'

/**
 * Heun++: a step along a weighted mean of the slopes here, at the next level and at the one after it, where later
 * slopes weigh in proportion to their level over the first one. No noise. Three model calls per step, two for the
 * last but one, one for the last.
 */
export const sampleHeunpp2: Sampler = async (denoise, start, sigmas, { onStep }) => {
  let x = start
  const totalSteps = sigmas.length - 1
  for (let step = 0; step < totalSteps; step++) {
    const sigma = sigmas[step]!
    const next = sigmas[step + 1]!
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps, sigma, denoised })
    const left = totalSteps - step
    const reached = blend(denoised, x, next / sigma)
    if (left === 1) return reached
    const here = slopeOf(x, denoised, sigma)
    const there = slopeOf(reached, await denoise(reached, next), next)
    const length = next - sigma
    const total = Math.min(left, 3) * sigmas[0]!
    const second = next / total
    if (left === 2) {
      x = weightedSum([
        [1, x],
        [length * (1 - second), here],
        [length * second, there],
      ])
      continue
    }
    const afterNext = sigmas[step + 2]!
    const beyond = addScaled(reached, there, afterNext - next)
    const third = afterNext / total
    x = weightedSum([
      [1, x],
      [length * (1 - second - third), here],
      [length * second, there],
      [length * third, slopeOf(beyond, await denoise(beyond, afterNext), afterNext)],
    ])
  }
  return x
}
