import { expect, test } from 'vitest'
import { createNoise } from '../math/random.ts'
import { createJointBilateral } from './sharpness.ts'
import type { LatentShape } from './types.ts'

const jointBilateral = (
  values: Float32Array<ArrayBuffer>,
  guide: Float32Array<ArrayBuffer>,
  shape: LatentShape,
) => createJointBilateral(shape)(values, guide)

const SHAPE = { channels: 4, height: 16, width: 16 }
const COUNT = 4 * 16 * 16
const wave = (f: (n: number) => number) => Float32Array.from({ length: COUNT }, (_, n) => f(n))
// The reference computed the angles in float32 as well; the last digits depend on it.
const values = wave((n) => Math.sin(Math.fround(Math.fround(0.37) * n)))
const guide = wave((n) => Math.cos(Math.fround(Math.fround(0.11) * n)))

function meanAndDeviation(numbers: Float32Array) {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (numbers.length - 1)) }
}

// Made with the original filter in float32; six digits are given.
test('two waves are filtered to the reference result', () => {
  const filtered = jointBilateral(values, guide, SHAPE)
  const expectClose = (actual: number, expected: number) =>
    expect(Math.abs(actual - expected)).toBeLessThan(1e-6)
  ;[0.025444, 0.055406, 0.128631, 0.228389].forEach((value, i) => expectClose(filtered[i]!, value))
  ;[0.498072, 0.600401, 0.660592, 0.683323].forEach((value, i) =>
    expectClose(filtered[COUNT - 4 + i]!, value),
  )
  const { mean, deviation } = meanAndDeviation(filtered)
  expectClose(mean, 0.00921207)
  expectClose(deviation, 0.3534094)
  expectClose(meanAndDeviation(guide).deviation, 0.706269)
})

test('a constant stays what it is, whatever the guide', () => {
  const filtered = jointBilateral(
    wave(() => 0.25),
    guide,
    SHAPE,
  )
  for (const value of filtered) expect(value).toBeCloseTo(0.25, 6)
})

test('an edge in the guide is kept, and without it blurred', () => {
  const half = wave((n) => (n % 16 < 8 ? 0 : 1))
  const kept = jointBilateral(half, half, SHAPE)
  const blurred = jointBilateral(
    half,
    wave(() => 0),
    SHAPE,
  )
  expect(kept[7]).toBeLessThan(0.05)
  expect(blurred[7]).toBeGreaterThan(0.3)
})

test('channels and sides may be of any number', () => {
  const shape = { channels: 3, height: 7, width: 9 }
  const filtered = jointBilateral(values.slice(0, 189), guide.slice(0, 189), shape)
  expect(filtered).toHaveLength(189)
  expect(filtered.every(Number.isFinite)).toBe(true)
})

test('a latent with too little to mirror is refused', () => {
  const shape = { channels: 1, height: 6, width: 12 }
  expect(() => createJointBilateral(shape)).toThrow(RangeError)
})

test('the inputs are left alone', () => {
  const before = [values.slice(), guide.slice()]
  jointBilateral(values, guide, SHAPE)
  expect([values, guide]).toEqual(before)
})

/** The filter as its formula says, one cell after another. */
function byFormula(values: Float32Array, guide: Float32Array, { channels, height, width }: LatentShape) {
  const { deviation } = meanAndDeviation(guide)
  const mirrored = (at: number, length: number) => {
    const inside = Math.abs(at)
    return inside < length ? inside : 2 * (length - 1) - inside
  }
  const at = (from: Float32Array, c: number, y: number, x: number) =>
    from[(c * height + mirrored(y, height)) * width + mirrored(x, width)]!
  return Float32Array.from({ length: values.length }, (_, n) => {
    const [c, y, x] = [Math.floor(n / (height * width)), Math.floor(n / width) % height, n % width]
    let [sum, total] = [0, 0]
    for (let dy = -6; dy <= 6; dy++) {
      for (let dx = -6; dx <= 6; dx++) {
        let distance = 0
        for (let k = 0; k < channels; k++)
          distance += Math.abs(at(guide, k, y + dy, x + dx) - at(guide, k, y, x)) / (deviation + 1e-5)
        const weight = Math.exp(-(dy * dy + dx * dx) / 18) * Math.exp(-(distance ** 2) / 18)
        sum += weight * at(values, c, y + dy, x + dx)
        total += weight
      }
    }
    return sum / total
  })
}

test.each([1, 3, 4, 5, 16])('for %i channels it is what its formula says', (channels) => {
  const shape = { channels, height: 9, width: 11 }
  const noise = createNoise(2n)
  const [e, g] = [noise.normal(channels * 99), noise.normal(channels * 99)]
  const expected = byFormula(e, g, shape)
  jointBilateral(e, g, shape).forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-6))
})
