import { expect, test } from 'vitest'
import { sampleEuler } from './euler.ts'
import { measureOrders } from './testing/convergence.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import { runScalar } from './testing/run-sampler.ts'

test('Euler gives the reference result on the toy problem', async () => {
  const { noise: _, ...silentProblem } = createToyProblem()
  const result = await runScalar(sampleEuler, silentProblem)
  expect(Math.abs(result - 0.914858735)).toBeLessThan(TOY_TOLERANCE)
})

test('halving the steps of Euler halves its error', async () => {
  const orders = await measureOrders(sampleEuler)
  expect(orders.at(-1)).toBeGreaterThan(0.97)
  expect(orders.at(-1)).toBeLessThan(1.03)
})
