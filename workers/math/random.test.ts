import { describe, expect, test } from 'vitest'
import { createNoise } from './random.ts'

const LATENT = 4 * 128 * 128

/** 2e-6 allows for the ulp or two by which vectorised builds of the original differ among themselves. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance = 2e-6) {
  expect(actual.length).toBe(expected.length)
  expected.forEach((value, i) => expect(Math.abs(actual[i]! - value), `element ${i}`).toBeLessThan(tolerance))
}

// Made with PyTorch on the CPU: manual_seed(seed), then randn([1, 4, 128, 128]).
const LATENTS = [
  {
    seed: 0n,
    first: [-1.1258398, -1.1523602, -0.2505786, -0.4338788, 0.8487104, 0.6920092, -0.3160128, -2.1152194],
    ninth: 0.3222749,
    last: -1.4578041,
  },
  {
    seed: 42n,
    first: [1.9269153, 1.4872841, 0.9007172, -2.105521, 0.6784185, -1.2345449, -0.0430675, -1.6046669],
    ninth: -0.7521353,
    last: 1.6214948,
  },
  {
    seed: 1234567890123n,
    first: [-0.5685415, -0.199217, 1.0399845, -0.4995631, 0.6927227, -1.518513, -0.7257814, 0.9136767],
    ninth: -0.744843,
    last: -0.0629492,
  },
]

test.each(LATENTS)('the noise of a 1024-pixel latent with seed $seed is the original one', (latent) => {
  const noise = createNoise(latent.seed).normal(LATENT)
  expectClose(noise.subarray(0, 8), latent.first)
  expectClose([noise[8]!, noise.at(-1)!], [latent.ninth, latent.last])
})

test('seeds equal modulo 2^32 give identical noise', () => {
  expect(createNoise(4294967297n).normal(LATENT)).toEqual(createNoise(1n).normal(LATENT))
})

// Made with PyTorch 2.13 on the CPU, manual_seed(7), randn of 20, 3, 4, 16, 15 and 33 elements in this order.
test('successive calls of any length continue one stream as the original does', () => {
  const noise = createNoise(7n)
  expectClose(
    noise.normal(20),
    [
      -0.820134521, 0.395631164, 0.898908496, -1.38840389, 0.198445052, 0.782072663, 1.03910768, -0.724510729,
      -0.848908603, -1.21692944, -0.0810215846, 1.36148512, -2.0614779, 0.674100697, -1.32334578, -1.35976899,
      -0.866701603, -0.564006686, -2.05646253, -0.356722534,
    ],
  )
  expectClose(noise.normal(3), [2.45054126, 2.02560186, 1.77915502])
  expectClose(noise.normal(4), [-0.917930722, -0.457818896, -0.724473298, 1.27987814])
  expectClose(noise.normal(16).subarray(0, 3), [-2.96616983, -1.06055498, -0.30899629])
  expectClose(noise.normal(15).subarray(0, 3), [-0.994066238, -0.188271478, 0.282687157])
  expectClose(noise.normal(33).subarray(30), [-0.912695229, 1.27160573, 0.145131528])
})

describe('as numbers', () => {
  test('a long draw has mean 0, variance 1 and no value that is not finite', () => {
    const noise = createNoise(99n).normal(200_000)
    let sum = 0
    let squares = 0
    for (const value of noise) {
      sum += value
      squares += value * value
    }
    expect(noise.every(Number.isFinite)).toBe(true)
    expect(Math.abs(sum / noise.length)).toBeLessThan(0.01)
    expect(Math.abs(squares / noise.length - 1)).toBeLessThan(0.02)
  })

  test('drawing nothing gives an empty array and leaves the stream where it was', () => {
    const noise = createNoise(0n)
    expect(noise.normal(0)).toEqual(new Float32Array(0))
    expect(noise.normal(16)).toEqual(createNoise(0n).normal(16))
  })
})
