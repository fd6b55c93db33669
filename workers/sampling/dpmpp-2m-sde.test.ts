import { expect, test } from 'vitest'
import { sampleDpmpp2m } from './dpmpp-2m.ts'
import { createDpmpp2mSde, sampleDpmpp2mSde } from './dpmpp-2m-sde.ts'
import { measureOrders } from './testing/convergence.ts'
import { sampleStatistics } from './testing/statistics.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import { runScalar } from './testing/run-sampler.ts'

test('DPM++ 2M SDE gives the reference result on the toy problem', async () => {
  const result = await runScalar(sampleDpmpp2mSde, createToyProblem())
  expect(Math.abs(result - 0.466877412)).toBeLessThan(TOY_TOLERANCE)
})

test('with no fresh noise it is DPM++ 2M', async () => {
  const problem = createToyProblem()
  const result = await runScalar(createDpmpp2mSde(0), problem)
  expect(result).toBe(await runScalar(sampleDpmpp2m, problem))
})

test('with no fresh noise it is of second order', async () => {
  const orders = await measureOrders(createDpmpp2mSde(0))
  expect(orders.at(-1)).toBeGreaterThan(1.9)
})

test('many samples have the mean and deviation of the data', async () => {
  const { mean, deviation } = await sampleStatistics(sampleDpmpp2mSde, { mean: 0.5, deviation: 0.8 }, 60)
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
  expect(Math.abs(deviation / 0.8 - 1)).toBeLessThan(0.03)
})
