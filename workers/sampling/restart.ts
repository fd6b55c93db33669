import { addScaled } from '../math/vector.ts'
import { stepByHeun } from './heun.ts'
import { karras } from './schedules.ts'
import type { Sampler } from './types.ts'

/** One Heun step, and the noise to add before it. */
export interface RestartStep {
  readonly sigma: number
  readonly next: number
  /** Scale of the noise that lifts the latent back up to `sigma`; 0 where the step goes on from the one before. */
  readonly climb: number
}

const LOW = 0.1
const HIGH = 2
/** From here on some of the steps are spent on climbing back once, and from the next on twice. */
const ONCE_FROM = 20
const TWICE_FROM = 36

/**
 * The steps of a restart run over a schedule: as many as the schedule has, some of them spent on walking the stretch
 * from about σ = 2 to about σ = 0.1 again. Short runs go over the schedule as it is.
 *
 * @param sigmas decreasing levels; of those of a long run that ends in 0 only the ends count. A run that ends above 0
 *   is a part of one, and goes over the schedule as it is
 */
export function planRestart(sigmas: Float64Array): RestartStep[] {
  const count = sigmas.length - 1
  if (count < ONCE_FROM || sigmas[count]! > 0) return stepsAlong(sigmas)
  const times = count < TWICE_FROM ? 1 : 2
  const again = count < TWICE_FROM ? 9 : Math.floor(count / 4)
  const main = karras({ sigmaMin: sigmas[count - 1]!, sigmaMax: sigmas[0]! }, count - again * times)
  const low = indexNearest(main, LOW)
  const high = indexNearest(main, HIGH)
  if (high >= low) return stepsAlong(main)
  const ends = { sigmaMin: main[low]!, sigmaMax: main[high]! }
  const [first, ...rest] = stepsAlong(karras(ends, again + 1).slice(0, -1))
  const climb = Math.sqrt(ends.sigmaMax ** 2 - ends.sigmaMin ** 2)
  const round = [{ ...first!, climb }, ...rest]
  const steps = stepsAlong(main)
  return [...steps.slice(0, low), ...Array.from({ length: times }, () => round).flat(), ...steps.slice(low)]
}

/**
 * Restart sampling: Heun's method that now and then adds much noise and walks down again, so that errors made on the
 * way down are forgotten. Two model calls per step, one for the last.
 *
 * @see Xu et al. 2023, arXiv:2306.14878, Algorithm 1
 */
export const sampleRestart: Sampler = async (denoise, start, sigmas, { noise, onStep }) => {
  let x = start
  const plan = planRestart(sigmas)
  for (const [step, { sigma, next, climb }] of plan.entries()) {
    if (climb > 0) x = addScaled(x, noise.normal(x.length), climb)
    const denoised = await denoise(x, sigma)
    await onStep({ step, totalSteps: plan.length, sigma, denoised })
    x = await stepByHeun(denoise, { x, sigma, denoised }, next)
  }
  return x
}

function stepsAlong(levels: Float64Array): RestartStep[] {
  return Array.from(levels.subarray(1), (next, i) => ({ sigma: levels[i]!, next, climb: 0 }))
}

function indexNearest(levels: Float64Array, target: number): number {
  const distances = levels.map((level) => Math.abs(level - target))
  return distances.indexOf(Math.min(...distances))
}
