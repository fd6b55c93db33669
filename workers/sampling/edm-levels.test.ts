import { describe, expect, test } from 'vitest'
import { EDM_LEVELS } from './edm-levels.ts'
import { sampleDpmpp2m } from './dpmpp-2m.ts'
import { predictionFor } from './prediction.ts'
import { sigmasFor } from './schedules.ts'
import { flowExactly } from './testing/gaussian-model.ts'
import { SD_LEVELS } from './testing/levels.ts'
import { runScalar } from './testing/run-sampler.ts'
import type { Denoise } from './types.ts'

describe('the levels of EDM', () => {
  test.each([0.002, 0.5, 1, 7, 120])(
    'the timestep of %f is a quarter of its logarithm, and leads back',
    (sigma) => {
      expect(EDM_LEVELS.timestepOf(sigma)).toBeCloseTo(Math.log(sigma) / 4, 12)
      expect(EDM_LEVELS.sigmaAt(EDM_LEVELS.timestepOf(sigma))).toBeCloseTo(sigma, 10)
    },
  )

  test('timesteps beyond the ends are clamped', () => {
    expect(EDM_LEVELS.sigmaAt(-9)).toBeCloseTo(0.002, 12)
    expect(EDM_LEVELS.sigmaAt(9)).toBeCloseTo(120, 10)
  })

  test('shares of the timesteps are even in log sigma', () => {
    expect(EDM_LEVELS.percentToSigma(0)).toBe(999999999.9)
    expect(EDM_LEVELS.percentToSigma(0.5)).toBeCloseTo(Math.sqrt(0.002 * 120), 10)
    expect(EDM_LEVELS.percentToSigma(0.25)).toBeCloseTo(120 * (0.002 / 120) ** 0.25, 10)
    expect(EDM_LEVELS.percentToSigma(1)).toBe(0)
  })

  test('a share of the way to a level lies between the cleanest one and that level', () => {
    const below = (sigma: number, share: number) => EDM_LEVELS.sigmaAt(EDM_LEVELS.timestepBelow(sigma, share))
    expect(below(120, 1)).toBeCloseTo(120, 10)
    expect(below(120, 0.5)).toBeCloseTo(Math.sqrt(0.002 * 120), 10)
    expect(below(0.004, 0.7)).toBeLessThan(0.004)
    expect(below(0, 0)).toBeCloseTo(0.002, 12)
    expect(EDM_LEVELS.alphaBarAt(EDM_LEVELS.timestepBelow(3, 1))).toBeCloseTo(0.1, 12)
  })
})

test('a network that always says nothing is exact for the data that EDM scales for: N(0, 0.5²)', async () => {
  const prediction = predictionFor('edm_playground_v2.5', 'epsilon')
  const denoise: Denoise = async (x, sigma) =>
    prediction.guess(x, new Float32Array(x.length), sigma, EDM_LEVELS.timestepOf(sigma))
  const sigmas = sigmasFor({ schedule: 'edm_playground_v2.5', steps: 80, levels: SD_LEVELS })
  for (const start of [-130, 40, 250]) {
    const end = await runScalar(sampleDpmpp2m, { denoise, start, sigmas, levels: EDM_LEVELS })
    const exact = flowExactly({ mean: 0, deviation: 0.5 }, start, 120, 0)
    expect(Math.abs(end / exact - 1)).toBeLessThan(0.005)
  }
})
