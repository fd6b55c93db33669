import { describe, expect, test } from 'vitest'
import { SAMPLER_NAMES } from '../../contract/catalog/samplers.ts'
import { createNoise } from '../math/random.ts'
import { SAMPLERS } from './registry.ts'
import { createGaussianDenoise } from './testing/gaussian-model.ts'
import { SD_LEVELS } from './testing/levels.ts'
import type { StepReport } from './types.ts'

const denoise = createGaussianDenoise({ mean: 0.5, deviation: 0.8 })
const SIGMAS = Float64Array.of(14, 5, 2, 0.5, 0)

/** Samplers that choose their own steps between the ends of a schedule. */
const OWN_STEPS: readonly string[] = ['dpm_fast', 'dpm_adaptive']
const GIVEN_STEPS = SAMPLER_NAMES.filter((name) => !OWN_STEPS.includes(name))

/** Model calls for four steps that end at 0; all others make one a step. */
const CALLS: Readonly<Record<string, number>> = {
  heun: 7,
  heunpp2: 9,
  dpm_2: 7,
  dpm_2_ancestral: 7,
  dpmpp_2s_ancestral: 7,
  dpmpp_sde: 7,
  dpmpp_sde_gpu: 7,
  restart: 7,
}

test('every catalogue name has a sampler', () => {
  expect(Object.keys(SAMPLERS).sort()).toEqual([...SAMPLER_NAMES].sort())
})

describe.each(SAMPLER_NAMES)('%s', (name) => {
  const sampler = SAMPLERS[name]
  const start = createNoise(5n)
    .normal(64)
    .map((value) => 14 * value)
  const run = (onStep: (report: StepReport) => void | Promise<void> = () => {}) =>
    sampler(denoise, start, SIGMAS, { noise: createNoise(6n), levels: SD_LEVELS, onStep })

  test('leaves its start alone and gives the same result again', async () => {
    const before = start.slice()
    const first = await run()
    expect(start).toEqual(before)
    expect(await run()).toEqual(first)
    expect(first).toHaveLength(64)
  })

  test('reports from the first step on, never back, and each with a guess made at its level', async () => {
    const reports: StepReport[] = []
    const guesses = new Map<number, Float32Array[]>()
    const told: typeof denoise = async (x, sigma) => {
      const guess = await denoise(x, sigma)
      guesses.set(sigma, [...(guesses.get(sigma) ?? []), guess])
      return guess
    }
    const onStep = (report: StepReport) => void reports.push(report)
    await sampler(told, start, SIGMAS, { noise: createNoise(6n), levels: SD_LEVELS, onStep })
    expect(reports[0]).toMatchObject({ step: 0, sigma: 14, denoised: await denoise(start, 14) })
    expect(new Set(reports.map(({ totalSteps }) => totalSteps)).size).toBe(1)
    reports.forEach(({ step, totalSteps, sigma, denoised }, i) => {
      expect(guesses.get(sigma)).toContain(denoised)
      expect(step).toBeLessThan(totalSteps)
      if (i === 0) return
      expect(step).toBeGreaterThanOrEqual(reports[i - 1]!.step)
      expect(sigma).toBeLessThan(reports[i - 1]!.sigma)
    })
  })

  test('waits for the report of a step before it calls the model again', async () => {
    let reporting = false
    let calls = 0
    const watched: typeof denoise = (x, sigma) => {
      expect(reporting).toBe(false)
      calls++
      return denoise(x, sigma)
    }
    const onStep = async () => {
      reporting = true
      await new Promise((resolve) => setImmediate(resolve))
      reporting = false
    }
    await sampler(watched, start, SIGMAS, { noise: createNoise(6n), levels: SD_LEVELS, onStep })
    if (name === 'dpm_adaptive') expect(calls % 3).toBe(0)
    else expect(calls).toBe(CALLS[name] ?? SIGMAS.length - 1)
  })

  test('ends with what a report throws', async () => {
    const stop = new Error('stop')
    const stopped = run(({ step }) => {
      if (step === 1) throw stop
    })
    await expect(stopped).rejects.toBe(stop)
  })

  test('with no steps gives back its start', async () => {
    const options = { noise: createNoise(6n), levels: SD_LEVELS, onStep: () => {} }
    expect(await sampler(denoise, start, Float64Array.of(14), options)).toEqual(start)
  })
})

test.each(GIVEN_STEPS)('%s reports each step of the schedule once, at its level', async (name) => {
  const reports: Omit<StepReport, 'denoised'>[] = []
  await SAMPLERS[name](denoise, new Float32Array(4).fill(9), SIGMAS, {
    noise: createNoise(6n),
    levels: SD_LEVELS,
    onStep: ({ denoised: _, ...report }) => void reports.push(report),
  })
  expect(reports).toEqual([14, 5, 2, 0.5].map((sigma, step) => ({ step, totalSteps: 4, sigma })))
})
