import type { Sampler } from '../types.ts'
import { createGaussianDenoise, flowExactly } from './gaussian-model.ts'
import { runScalar, SILENCE } from './run-sampler.ts'

/** Narrow, middling and wide data, so that errors of one sign do not hide those of the other. */
const DATA = [0.2, 0.5, 0.8, 1.5, 4].map((deviation) => ({ mean: 0.5, deviation }))
const START = 10
const FROM = 10
const TO = 0.1

/**
 * How fast a sampler's error falls when its steps are halved: log₂ of the ratio of the errors.
 *
 * The steps are even in log σ between two levels above 0, so that the only error is the sampler's own. Noise is
 * silent: a stochastic sampler measured here must have its share of fresh noise turned off.
 *
 * @param first steps of the coarsest run
 * @returns the measured order for 8 → 16, 16 → 32, … steps; 1 for Euler's method, 2 for a second-order one
 */
export async function measureOrders(sampler: Sampler, first = 8, halvings = 4): Promise<number[]> {
  const errors: number[] = []
  for (let i = 0; i <= halvings; i++) {
    const steps = first * 2 ** i
    const sigmas = Float64Array.from({ length: steps + 1 }, (_, k) => FROM * (TO / FROM) ** (k / steps))
    let error = 0
    for (const data of DATA) {
      const run = { denoise: createGaussianDenoise(data), start: START, sigmas, noise: SILENCE }
      error += Math.abs((await runScalar(sampler, run)) - flowExactly(data, START, FROM, TO))
    }
    errors.push(error)
  }
  return errors.slice(1).map((error, i) => Math.log2(errors[i]! / error))
}
