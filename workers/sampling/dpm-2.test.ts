import { expect, test } from 'vitest'
import { sampleDpm2 } from './dpm-2.ts'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test('DPM2 gives the reference result on the toy problem, without noise', async () => {
  const { noise: _, ...silentProblem } = createToyProblem()
  const result = await runScalar(sampleDpm2, silentProblem)
  expect(Math.abs(result - 1.049457354)).toBeLessThan(TOY_TOLERANCE)
})

test('halving the steps of DPM2 divides its error by at least four', async () => {
  const orders = await measureOrders(sampleDpm2)
  expect(orders.at(-1)).toBeGreaterThan(1.9)
})
