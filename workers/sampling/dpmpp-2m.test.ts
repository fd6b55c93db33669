import { expect, test } from 'vitest'
import { sampleDpmpp2m } from './dpmpp-2m.ts'
import { measureOrders } from './testing/convergence.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import { runScalar } from './testing/run-sampler.ts'

test('DPM++ 2M gives the reference result on the toy problem', async () => {
  const { noise: _, ...silentProblem } = createToyProblem()
  const result = await runScalar(sampleDpmpp2m, silentProblem)
  expect(Math.abs(result - 1.05800369)).toBeLessThan(TOY_TOLERANCE)
})

test('halving the steps of DPM++ 2M quarters its error', async () => {
  const orders = await measureOrders(sampleDpmpp2m)
  expect(orders.at(-1)).toBeGreaterThan(1.9)
  expect(orders.at(-1)).toBeLessThan(2.1)
})

test('a level that is visited twice does no harm', async () => {
  const sigmas = Float64Array.of(10, 5, 5, 2, 0)
  expect(await runScalar(sampleDpmpp2m, { ...createToyProblem(), sigmas })).toBeTypeOf('number')
  expect(await runScalar(sampleDpmpp2m, { ...createToyProblem(), sigmas })).not.toBeNaN()
})
