import { expect, test } from 'vitest'
import { sampleHeun } from './heun.ts'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test('Heun gives the reference result on the toy problem, without noise', async () => {
  const { noise: _, ...silentProblem } = createToyProblem()
  const result = await runScalar(sampleHeun, silentProblem)
  expect(Math.abs(result - 1.072770559)).toBeLessThan(TOY_TOLERANCE)
})

test('halving the steps of Heun divides its error by at least four', async () => {
  const orders = await measureOrders(sampleHeun)
  expect(orders.at(-1)).toBeGreaterThan(1.9)
})
