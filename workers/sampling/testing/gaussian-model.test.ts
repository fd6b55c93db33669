import { expect, test } from 'vitest'
import { createGaussianDenoise, flowExactly } from './gaussian-model.ts'

const DATA = { mean: 0.5, deviation: 0.8 }

test('the denoiser trusts what it sees when there is no noise, and its data when there is much', async () => {
  const denoise = createGaussianDenoise(DATA)
  expect((await denoise(Float32Array.of(2), 1e-6))[0]).toBeCloseTo(2, 6)
  expect((await denoise(Float32Array.of(2), 1e6))[0]).toBeCloseTo(0.5, 6)
})

test('the exact flow moves along (x − x₀)/σ', async () => {
  const step = 1e-4
  const x = flowExactly(DATA, 10, 10, 3)
  const slope = (flowExactly(DATA, 10, 10, 3 + step) - flowExactly(DATA, 10, 10, 3 - step)) / (2 * step)
  const denoised = (await createGaussianDenoise(DATA)(Float32Array.of(x), 3))[0]!
  expect((x - denoised) / 3).toBeCloseTo(slope, 5)
})
