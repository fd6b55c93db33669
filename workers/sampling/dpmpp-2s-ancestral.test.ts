import { expect, test } from 'vitest'
import { createDpmpp2sAncestral, sampleDpmpp2sAncestral } from './dpmpp-2s-ancestral.ts'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { sampleStatistics } from './testing/statistics.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test('DPM++ 2S ancestral gives the reference result on the toy problem', async () => {
  const result = await runScalar(sampleDpmpp2sAncestral, createToyProblem())
  expect(Math.abs(result - 0.666890579)).toBeLessThan(TOY_TOLERANCE)
})

test('with no fresh noise it is of second order at least, and draws none', async () => {
  const orders = await measureOrders(createDpmpp2sAncestral(0))
  expect(orders.at(-1)).toBeGreaterThan(1.9)
  const { noise: _, ...silentProblem } = createToyProblem()
  expect(await runScalar(createDpmpp2sAncestral(0), silentProblem)).not.toBeNaN()
})

test('many samples have the mean and deviation of the data', async () => {
  const { mean, deviation } = await sampleStatistics(
    sampleDpmpp2sAncestral,
    { mean: 0.5, deviation: 0.8 },
    200,
  )
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03)
  expect(Math.abs(deviation / 0.8 - 1)).toBeLessThan(0.03)
})
