import { expect, test } from 'vitest'
import { sampleDdpm } from './ddpm.ts'
import { runScalar } from './testing/run-sampler.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'

/** DDPM as its paper writes it, in ᾱ and a latent of variance 1, and without a word about σ. */
async function ddpmOfThePaper(): Promise<number> {
  const { denoise, start, sigmas, noise } = createToyProblem()
  const alphaBars = [...sigmas].map((sigma) => 1 / (1 + sigma ** 2))
  let y = start * Math.sqrt(alphaBars[0]!)
  for (let i = 0; i + 1 < sigmas.length; i++) {
    const from = alphaBars[i]!
    const to = alphaBars[i + 1]!
    const alpha = from / to
    const x0 = (await denoise(Float32Array.of(y / Math.sqrt(from)), sigmas[i]!))[0]!
    const epsilon = (y - Math.sqrt(from) * x0) / Math.sqrt(1 - from)
    y = (y - ((1 - alpha) * epsilon) / Math.sqrt(1 - from)) / Math.sqrt(alpha)
    if (to < 1) y += Math.sqrt(((1 - alpha) * (1 - to)) / (1 - from)) * noise!.normal(1)[0]!
  }
  return y
}

test('DDPM as its paper writes it is what this sampler computes', async () => {
  const result = await runScalar(sampleDdpm, createToyProblem())
  expect(Math.abs(result - (await ddpmOfThePaper()))).toBeLessThan(TOY_TOLERANCE)
  expect(Math.abs(result - 0.548008063)).toBeLessThan(TOY_TOLERANCE)
})
