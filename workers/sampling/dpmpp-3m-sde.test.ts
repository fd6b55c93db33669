import { expect, test } from 'vitest'
import { createDpmpp3mSde, sampleDpmpp3mSde } from './dpmpp-3m-sde.ts'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { sampleStatistics } from './testing/statistics.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test('DPM++ 3M SDE gives the reference result on the toy problem', async () => {
  const result = await runScalar(sampleDpmpp3mSde, createToyProblem())
  expect(Math.abs(result - 0.014515204)).toBeLessThan(TOY_TOLERANCE)
})

test('with no fresh noise it is of second order at least, and draws none', async () => {
  const orders = await measureOrders(createDpmpp3mSde(0))
  expect(orders.at(-1)).toBeGreaterThan(1.9)
  const { noise: _, ...silentProblem } = createToyProblem()
  expect(await runScalar(createDpmpp3mSde(0), silentProblem)).not.toBeNaN()
})

test('many samples have the mean and deviation of the data', async () => {
  const { mean, deviation } = await sampleStatistics(sampleDpmpp3mSde, { mean: 0.5, deviation: 0.8 }, 60)
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
  expect(Math.abs(deviation / 0.8 - 1)).toBeLessThan(0.03)
})
