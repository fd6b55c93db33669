import { expect, test } from 'vitest'
import { createNoise } from '../math/random.ts'
import { brownianPair, createDpmppSde, sampleDpmppSde } from './dpmpp-sde.ts'
import { createGaussianDenoise } from './testing/gaussian-model.ts'
import { runScalar, SILENCE } from './testing/run-sampler.ts'
import { sampleStatistics } from './testing/statistics.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test('DPM++ SDE gives the reference result on the toy problem, with noise used in the order of the calls', async () => {
  const asDrawn = createDpmppSde((noise, count) => [noise.normal(count), noise.normal(count)])
  expect(Math.abs((await runScalar(asDrawn, createToyProblem())) - 0.768984525)).toBeLessThan(TOY_TOLERANCE)
})

test('with silent noise it still ends at data that has only one value', async () => {
  const denoise = createGaussianDenoise({ mean: 0.25, deviation: 0 })
  expect(await runScalar(sampleDpmppSde, { ...createToyProblem(), denoise, noise: SILENCE })).toBe(0.25)
})

test('both draws of a step have unit variance, and the correlation of nested Brownian intervals', () => {
  const count = 200_000
  const levels = { sigma: 4, middle: 2, next: 1 }
  const [first, second] = brownianPair(createNoise(5n), count, levels)
  const mean = (value: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => value(i)).reduce((a, b) => a + b) / count
  expect(mean((i) => first[i]! ** 2)).toBeCloseTo(1, 1)
  expect(mean((i) => second[i]! ** 2)).toBeCloseTo(1, 1)
  expect(Math.abs(mean((i) => first[i]! * second[i]!) - Math.sqrt(2 / 3))).toBeLessThan(0.01)
})

test('many samples have the mean and deviation of the data', async () => {
  const { mean, deviation } = await sampleStatistics(sampleDpmppSde, { mean: 0.5, deviation: 0.8 }, 200)
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
  expect(Math.abs(deviation / 0.8 - 1)).toBeLessThan(0.03)
})
