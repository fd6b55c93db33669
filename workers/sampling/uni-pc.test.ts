import { expect, test } from 'vitest'
import { measureOrders } from './testing/convergence.ts'
import { runScalar } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import { sampleUniPc, sampleUniPcBh2 } from './uni-pc.ts'

/** The reference starts from 0.7 in variance-preserving units and leaves out the smallest level. */
function createProblem() {
  const { denoise, sigmas } = createToyProblem()
  return {
    denoise,
    start: 0.7 * Math.sqrt(1 + sigmas[0]! ** 2),
    sigmas: sigmas.filter((sigma) => sigma !== 0.0291672),
  }
}

test.each([
  ['bh1', sampleUniPc, 1.130689661],
  ['bh2', sampleUniPcBh2, 1.092839579],
])('UniPC %s gives the reference result on the toy problem', async (_, sampler, expected) => {
  expect(Math.abs((await runScalar(sampler, createProblem())) - expected)).toBeLessThan(TOY_TOLERANCE)
})

test.each([
  ['bh1', sampleUniPc],
  ['bh2', sampleUniPcBh2],
])('halving the steps of UniPC %s divides its error by at least four', async (_, sampler) => {
  const orders = await measureOrders(sampler)
  expect(orders.at(-1)).toBeGreaterThan(1.9)
})

test('one and two steps work', async () => {
  for (const sigmas of [Float64Array.of(14, 0), Float64Array.of(14, 1, 0)]) {
    expect(Number.isFinite(await runScalar(sampleUniPc, { ...createProblem(), sigmas }))).toBe(true)
  }
})

test('a level that comes twice is visited once', async () => {
  const problem = createProblem()
  const twice = Float64Array.of(10, 5, 5, 2, 0)
  const once = Float64Array.of(10, 5, 2, 0)
  expect(await runScalar(sampleUniPc, { ...problem, sigmas: twice })).toBe(
    await runScalar(sampleUniPc, { ...problem, sigmas: once }),
  )
})
