import { describe, expect, test } from 'vitest'
import { SAMPLER_NAMES, type SamplerName } from '../../contract/catalog/samplers.ts'
import { createNoise } from '../math/random.ts'
import { createProbe, stepFirstOrder, stepSecondOrder, stepThirdOrder } from './dpm-solver-step.ts'
import { distilNoiseLevels } from './noise-levels.ts'
import { SAMPLERS } from './registry.ts'
import { sigmasFor } from './schedules.ts'
import { measureOrders } from './testing/convergence.ts'
import { createGaussianDenoise, flowExactly } from './testing/gaussian-model.ts'
import { SD_LEVELS } from './testing/levels.ts'
import { scriptedNoise } from './testing/run-sampler.ts'
import { sampleStatistics } from './testing/statistics.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import type { Denoise, Sampler } from './types.ts'
import { slopeOf } from './weighted-sum.ts'

const DATA = { mean: 0.5, deviation: 0.8 }

/** Order in the length of the steps. The multistep ones begin with a step of first order, which makes them second. */
const ORDERS: Partial<Record<SamplerName, number>> = {
  euler: 1,
  ddim: 1,
  heun: 2,
  heunpp2: 1,
  dpm_2: 2,
  lms: 2,
  dpm_fast: 2,
  dpmpp_2m: 2,
  uni_pc: 2,
  uni_pc_bh2: 2,
}

/** Samplers that draw from the data as such, of a model that knows the data as such. */
const DRAWING: readonly SamplerName[] = [
  'euler_ancestral',
  'ddpm',
  'dpm_2_ancestral',
  'dpmpp_2s_ancestral',
  'dpmpp_sde',
  'dpmpp_sde_gpu',
  'dpmpp_2m_sde',
  'dpmpp_2m_sde_gpu',
  'dpmpp_3m_sde',
  'dpmpp_3m_sde_gpu',
  'restart',
]

test('every sampler of the catalogue is held to its order or to its statistics', () => {
  const held = [...Object.keys(ORDERS), ...DRAWING, 'dpm_adaptive', 'lcm', 'tcd']
  expect(held.sort()).toEqual([...SAMPLER_NAMES].sort())
})

test.each(Object.entries(ORDERS))('%s converges at order %i', async (name, order) => {
  // Nine, and not eight: DPM fast ends with steps of lower order, which ones depends on the rest of a third.
  const orders = await measureOrders(SAMPLERS[name as SamplerName], 9)
  const worst = name === 'lms' ? 0.5 : 0.15
  expect(orders.at(-1), orders.join(' ')).toBeGreaterThan(order - 0.06)
  expect(orders.at(-1), orders.join(' ')).toBeLessThan(order + worst)
})

test.each(DRAWING)('many samples of %s have the mean and the deviation of the data', async (name) => {
  const { mean, deviation } = await sampleStatistics(SAMPLERS[name], DATA, 200)
  expect(Math.abs(mean - DATA.mean)).toBeLessThan(0.02)
  expect(Math.abs(deviation / DATA.deviation - 1)).toBeLessThan(0.03)
})

describe('DPM adaptive, which chooses its steps', () => {
  /** Its steps of one order, even in log sigma. */
  const stepping =
    (order: 1 | 2 | 3): Sampler =>
    async (denoise, start, sigmas) => {
      let x = start
      for (let i = 0; i + 1 < sigmas.length; i++) {
        const sigma = sigmas[i]!
        const epsilon = slopeOf(x, await denoise(x, sigma), sigma)
        const step = { x, epsilon, sigma, h: Math.log(sigma / sigmas[i + 1]!) }
        const probe = createProbe(denoise, step)
        if (order === 1) x = stepFirstOrder(step)
        else {
          const probed = await probe(stepFirstOrder(step, 1 / 3), 1 / 3)
          x = order === 2 ? stepSecondOrder(step, probed, 1 / 3) : await stepThirdOrder(step, probed, probe)
        }
      }
      return x
    }

  test.each([1, 2, 3] as const)('makes its steps of order %i at that order', async (order) => {
    // Beyond 32 steps the error of the third order is below the rounding of float32 latents.
    const orders = await measureOrders(stepping(order), 4, 3)
    expect(orders.at(-1), orders.join(' ')).toBeGreaterThan(order - 0.06)
    expect(orders.at(-1), orders.join(' ')).toBeLessThan(order + 0.2)
  })

  test('is off by no more than what each of its steps may be', async () => {
    const start = createNoise(4n)
      .normal(64)
      .map((value) => 0.5 + 10 * value)
    let steps = 0
    const options = { noise: createNoise(1n), levels: SD_LEVELS, onStep: () => void steps++ }
    const sigmas = Float64Array.of(10, 0.05, 0)
    const end = await SAMPLERS.dpm_adaptive(createGaussianDenoise(DATA), start, sigmas, options)
    const squares = end.map((value, i) => {
      const exact = flowExactly(DATA, start[i]!, 10, 0.05)
      return ((value - exact) / Math.max(0.0078, 0.05 * Math.abs(exact))) ** 2
    })
    const off = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length)
    expect(steps).toBeGreaterThan(3)
    expect(off).toBeLessThan(steps)
    expect(off).toBeGreaterThan(0)
  })
})

/**
 * The two samplers of distilled models are exact with a model that is: one that knows where the path through (x, σ)
 * ends (LCM), or where it is at the level that the sampler goes to from σ (TCD).
 */
describe('samplers of distilled models', () => {
  const levels = distilNoiseLevels(SD_LEVELS)
  const sigmas = sigmasFor({ schedule: 'tcd', steps: 4, levels: SD_LEVELS })

  /** Where TCD goes to before it adds noise up to the next level. */
  const below = (sigma: number) => {
    const next = sigmas[sigmas.indexOf(sigma) + 1]!
    const alphaBar = levels.alphaBarAt(levels.timestepBelow(next, next > 0 ? 0.7 : 0))
    return Math.sqrt(1 / alphaBar - 1)
  }
  const MODELS: Readonly<Record<'lcm' | 'tcd', Denoise>> = {
    lcm: async (x, sigma) => x.map((value) => flowExactly(DATA, value, sigma, 0)),
    tcd: async (x, sigma) => {
      const to = below(sigma)
      return x.map((value) => (flowExactly(DATA, value, sigma, to) - (to / sigma) * value) / (1 - to / sigma))
    },
  }

  test.each(['lcm', 'tcd'] as const)('%s draws from the data, in four steps', async (name) => {
    const noise = createNoise(9n)
    const scale = Math.sqrt(DATA.deviation ** 2 + sigmas[0]! ** 2)
    const start = noise.normal(20_000).map((value) => DATA.mean + scale * value)
    const end = await SAMPLERS[name](MODELS[name], start, sigmas, { noise, levels, onStep: () => {} })
    const mean = end.reduce((sum, value) => sum + value, 0) / end.length
    const variance = end.reduce((sum, value) => sum + (value - mean) ** 2, 0) / end.length
    expect(Math.abs(mean - DATA.mean)).toBeLessThan(0.02)
    expect(Math.abs(Math.sqrt(variance) / DATA.deviation - 1)).toBeLessThan(0.02)
  })
})

describe('two names of one thing', () => {
  const script = [0.3, -0.7, 1.1, 0.2, -1.3, 0.5, 0.9, -0.4]
  const run = (name: SamplerName) => {
    const { denoise, sigmas } = createToyProblem()
    const start = Float32Array.from({ length: 32 }, (_, i) => i - 15)
    const options = { noise: scriptedNoise(script), levels: SD_LEVELS, onStep: () => {} }
    return SAMPLERS[name](denoise, start, sigmas, options)
  }

  test.each([
    ['ddim', 'euler'],
    ['ddpm', 'euler_ancestral'],
    ['dpmpp_2m_sde_gpu', 'dpmpp_2m_sde'],
    ['dpmpp_3m_sde_gpu', 'dpmpp_3m_sde'],
  ] as const)('%s equals %s to rounding', async (one, other) => {
    const expected = await run(other)
    ;(await run(one)).forEach((value, i) =>
      expect(Math.abs(value - expected[i]!)).toBeLessThan(TOY_TOLERANCE * Math.max(1, Math.abs(value))),
    )
  })
})
