import { expect, test } from 'vitest'
import { distilNoiseLevels } from './noise-levels.ts'
import { sigmasFor } from './schedules.ts'
import { sampleTcd } from './tcd.ts'
import { createGaussianDenoise } from './testing/gaussian-model.ts'
import { SD_LEVELS } from './testing/levels.ts'
import { runScalar, SILENCE } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

const distilled = distilNoiseLevels(SD_LEVELS)
const four = sigmasFor({ schedule: 'tcd', steps: 4, levels: SD_LEVELS })

test('TCD gives the reference result on the toy problem with four levels of its own schedule', async () => {
  const result = await runScalar(sampleTcd, { ...createToyProblem(), sigmas: four, levels: distilled })
  // The reference result is given with five digits.
  expect(Math.abs(result - 0.73141)).toBeLessThan(6e-6)
})

test('on data without spread the noise shrinks from level to level as far as the paper goes below each', async () => {
  const mean = 0.5
  const run = { denoise: createGaussianDenoise({ mean, deviation: 0 }), start: 10, noise: SILENCE }
  const result = await runScalar(sampleTcd, { ...run, sigmas: four, levels: distilled })
  // 0.7 of the timesteps 759, 499 and 259.
  const left = [531, 349, 181].reduce(
    (noise, below, k) => (noise * SD_LEVELS.sigmas[below]!) / four[k + 1]!,
    (10 - mean) / four[0]!,
  )
  const alphaBar = SD_LEVELS.alphaBarAt(0)
  const expected = Math.sqrt(alphaBar) * mean + Math.sqrt(1 - alphaBar) * left
  expect(Math.abs(result - expected)).toBeLessThan(TOY_TOLERANCE)
})
