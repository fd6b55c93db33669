import { expect, test } from 'vitest'
import { sampleEuler } from './euler.ts'
import { createEulerAncestral, sampleEulerAncestral } from './euler-ancestral.ts'
import { createGaussianDenoise } from './testing/gaussian-model.ts'
import { sampleStatistics } from './testing/statistics.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import { runScalar, SILENCE } from './testing/run-sampler.ts'

test('Euler ancestral gives the reference result on the toy problem', async () => {
  const result = await runScalar(sampleEulerAncestral, createToyProblem())
  expect(Math.abs(result - 0.548008063)).toBeLessThan(TOY_TOLERANCE)
})

test('with no share of fresh noise it is Euler', async () => {
  const problem = createToyProblem()
  const result = await runScalar(createEulerAncestral(0), problem)
  expect(result).toBe(await runScalar(sampleEuler, problem))
})

test('with silent noise it still ends at data that has only one value', async () => {
  const denoise = createGaussianDenoise({ mean: 0.25, deviation: 0 })
  expect(await runScalar(sampleEulerAncestral, { ...createToyProblem(), denoise, noise: SILENCE })).toBe(0.25)
})

test('many samples have the mean and deviation of the data', async () => {
  const { mean, deviation } = await sampleStatistics(sampleEulerAncestral, { mean: 0.5, deviation: 0.8 }, 200)
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
  expect(Math.abs(deviation / 0.8 - 1)).toBeLessThan(0.03)
})
