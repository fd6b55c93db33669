import { expect, test } from 'vitest'
import { sampleHeunpp2 } from './heunpp2.ts'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test('Heun++ gives the reference result on the toy problem, without noise', async () => {
  const { noise: _, ...silentProblem } = createToyProblem()
  const result = await runScalar(sampleHeunpp2, silentProblem)
  expect(Math.abs(result - 0.927518697)).toBeLessThan(TOY_TOLERANCE)
})

test('halving the steps of Heun++ divides its error by at least almost two', async () => {
  const orders = await measureOrders(sampleHeunpp2)
  expect(orders.at(-1)).toBeGreaterThan(0.95)
})
