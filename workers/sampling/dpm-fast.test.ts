import { expect, test } from 'vitest'
import { sampleDpmFast } from './dpm-fast.ts'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

test.each([
  [6, 1.170681655],
  [7, 1.022468241],
  [8, 1.046662443],
])('DPM fast with %i model calls gives the reference result on the toy problem', async (calls, expected) => {
  const { denoise, start, sigmas } = createToyProblem()
  let made = 0
  const counted: typeof denoise = (x, sigma) => {
    made++
    return denoise(x, sigma)
  }
  const kept = Float64Array.of(...sigmas.slice(0, calls - 1), sigmas[7]!, 0)
  const result = await runScalar(sampleDpmFast, { denoise: counted, start, sigmas: kept })
  expect(Math.abs(result - expected)).toBeLessThan(TOY_TOLERANCE)
  expect(made).toBe(calls)
})

test('halving the steps of DPM fast divides its error by at least four', async () => {
  const orders = await measureOrders(sampleDpmFast)
  expect(orders.at(-1)).toBeGreaterThan(1.9)
})

test('one step is the guess itself', async () => {
  const { denoise, start } = createToyProblem()
  const guess = (await denoise(Float32Array.of(start), 14))[0]
  expect(await runScalar(sampleDpmFast, { denoise, start, sigmas: Float64Array.of(14, 0) })).toBe(guess)
})
