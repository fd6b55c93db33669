import type { Latent } from '../math/vector.ts'
import type { Denoise } from './types.ts'
import { slopeOf, weightedSum } from './weighted-sum.ts'

/** A DPM-Solver step: where it starts, the noise the model sees there, and how far it goes. */
export interface SolverStep {
  readonly x: Latent
  /** (x − x₀)/σ at the start. */
  readonly epsilon: Latent
  /** The level the step starts from, > 0. */
  readonly sigma: number
  /** The step's length in −ln σ, > 0. */
  readonly h: number
}

/** The noise the model sees at `share` of a step's length, and the level there. */
export type Probe = (x: Latent, share: number) => Promise<Latent>

/** A probe along one step. Each use is one model call. */
export function createProbe(denoise: Denoise, { sigma, h }: SolverStep): Probe {
  return async (x, share) => {
    const level = sigma * Math.exp(-share * h)
    return slopeOf(x, await denoise(x, level), level)
  }
}

/** First order from the start of a step to `share` of its length: no model call. */
export function stepFirstOrder({ x, epsilon, sigma, h }: SolverStep, share = 1): Latent {
  return weightedSum([
    [1, x],
    [-sigma * Math.exp(-share * h) * Math.expm1(share * h), epsilon],
  ])
}

/** Second order over the whole step, from a probe taken at `share` of its length. */
export function stepSecondOrder({ x, epsilon, sigma, h }: SolverStep, probed: Latent, share: number): Latent {
  const whole = sigma * Math.exp(-h) * Math.expm1(h)
  const bend = whole / (2 * share)
  return weightedSum([
    [1, x],
    [bend - whole, epsilon],
    [-bend, probed],
  ])
}

/** Third order over the whole step, from the probe taken at a third of its length. One model call, at two thirds. */
export async function stepThirdOrder(step: SolverStep, probed: Latent, probe: Probe): Promise<Latent> {
  const { x, epsilon, sigma, h } = step
  const share = 2 / 3
  const part = share * h
  const there = sigma * Math.exp(-part)
  const bend = there * 2 * (Math.expm1(part) / part - 1)
  const between = weightedSum([
    [1, x],
    [bend - there * Math.expm1(part), epsilon],
    [-bend, probed],
  ])
  const end = sigma * Math.exp(-h)
  const curve = end * 1.5 * (Math.expm1(h) / h - 1)
  return weightedSum([
    [1, x],
    [curve - end * Math.expm1(h), epsilon],
    [-curve, await probe(between, share)],
  ])
}
