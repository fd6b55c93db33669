import { addScaled, blend, type Latent } from '../math/vector.ts'
import { splitStep } from './split-step.ts'
import type { NoiseSource, Sampler } from './types.ts'

/** The levels of one step: where it starts, where its second model call is, where it ends. */
interface StepLevels {
  readonly sigma: number
  readonly middle: number
  readonly next: number
}

/** Two draws of unit variance for one step: for sigma → middle, and for sigma → next. */
export type PairOfNoise = (noise: NoiseSource, count: number, levels: StepLevels) => readonly [Latent, Latent]

/**
 * The stochastic DPM-Solver++ with a midpoint. Two model calls per step, one for the last.
 *
 * @param pairOf draws a step's noise
 * @see Lu et al. 2022, arXiv:2211.01095, section 5 (SDE-DPM-Solver++), second order, single step with r = ½
 */
export function createDpmppSde(pairOf: PairOfNoise): Sampler {
  return async (denoise, start, sigmas, { noise, onStep }) => {
    let x = start
    const totalSteps = sigmas.length - 1
    for (let step = 0; step < totalSteps; step++) {
      const sigma = sigmas[step]!
      const next = sigmas[step + 1]!
      const denoised = await denoise(x, sigma)
      await onStep({ step, totalSteps, sigma, denoised })
      if (next === 0) return denoised
      const middle = Math.sqrt(sigma * next)
      const [toMiddle, toNext] = pairOf(noise, x.length, { sigma, middle, next })
      const half = splitStep(sigma, middle, 1)
      const between = addScaled(blend(denoised, x, half.down / sigma), toMiddle, half.up)
      const whole = splitStep(sigma, next, 1)
      x = addScaled(blend(await denoise(between, middle), x, whole.down / sigma), toNext, whole.up)
    }
    return x
  }
}

/**
 * One Brownian path seen over two intervals that begin together: the second contains the first, so their increments are
 * correlated.
 */
export const brownianPair: PairOfNoise = (noise, count, { sigma, middle, next }) => {
  const first = noise.normal(count)
  const rest = noise.normal(count)
  const keep = Math.sqrt((sigma - middle) / (sigma - next))
  const add = Math.sqrt((middle - next) / (sigma - next))
  return [first, first.map((value, i) => value * keep + rest[i]! * add)]
}

/** DPM++ SDE as Fooocus runs it. */
export const sampleDpmppSde: Sampler = createDpmppSde(brownianPair)
