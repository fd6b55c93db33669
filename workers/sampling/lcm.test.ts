import { expect, test } from 'vitest'
import { sampleLcm } from './lcm.ts'
import { createGaussianDenoise } from './testing/gaussian-model.ts'
import { createToyProblem, TOY_TOLERANCE } from './testing/toy-problem.ts'
import { runScalar, SILENCE } from './testing/run-sampler.ts'

test('LCM gives the reference result on the toy problem', async () => {
  const result = await runScalar(sampleLcm, createToyProblem())
  expect(Math.abs(result - 0.414945295)).toBeLessThan(TOY_TOLERANCE)
})

test('with silent noise it is the model applied to its own guesses', async () => {
  const denoise = createGaussianDenoise({ mean: 0.5, deviation: 0.8 })
  const sigmas = Float64Array.of(14, 4, 1, 0)
  let expected = Float32Array.of(10)
  for (const sigma of [14, 4, 1]) expected = Float32Array.from(await denoise(expected, sigma))
  expect(await runScalar(sampleLcm, { denoise, start: 10, sigmas, noise: SILENCE })).toBe(expected[0])
})

test('one step is the guess itself and needs no noise', async () => {
  const denoise = createGaussianDenoise({ mean: 0.5, deviation: 0 })
  expect(await runScalar(sampleLcm, { denoise, start: 10, sigmas: Float64Array.of(14, 0) })).toBe(0.5)
})
