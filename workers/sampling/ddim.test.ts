import { expect, test } from 'vitest'
import { sampleDdim } from './ddim.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import { runScalar } from './testing/run-sampler.ts'

/** DDIM as its paper writes it, in ᾱ and a latent of variance 1, and without a word about σ. */
async function ddimOfThePaper(): Promise<number> {
  const { denoise, start, sigmas } = createToyProblem()
  const alphaBars = [...sigmas].map((sigma) => 1 / (1 + sigma ** 2))
  let y = start * Math.sqrt(alphaBars[0]!)
  for (let i = 0; i + 1 < sigmas.length; i++) {
    const from = alphaBars[i]!
    const to = alphaBars[i + 1]!
    const x0 = (await denoise(Float32Array.of(y / Math.sqrt(from)), sigmas[i]!))[0]!
    const epsilon = (y - Math.sqrt(from) * x0) / Math.sqrt(1 - from)
    y = Math.sqrt(to) * x0 + Math.sqrt(1 - to) * epsilon
  }
  return y
}

test('DDIM as its paper writes it is what this sampler computes', async () => {
  const result = await runScalar(sampleDdim, createToyProblem())
  expect(Math.abs(result - (await ddimOfThePaper()))).toBeLessThan(TOY_TOLERANCE)
})
