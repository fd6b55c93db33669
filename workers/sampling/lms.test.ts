import { expect, test } from 'vitest'
import { sampleLms } from './lms.ts'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test('LMS gives the reference result on the toy problem, without noise', async () => {
  const { noise: _, ...silentProblem } = createToyProblem()
  const result = await runScalar(sampleLms, silentProblem)
  expect(Math.abs(result - 0.971298518)).toBeLessThan(TOY_TOLERANCE)
})

test('halving the steps of LMS divides its error by at least four', async () => {
  const orders = await measureOrders(sampleLms)
  expect(orders.at(-1)).toBeGreaterThan(1.9)
})
