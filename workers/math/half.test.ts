import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHalf, toHalf } from './half.ts'

const half = (value: number) => toHalf(Float32Array.of(value))[0]!
const number = (bits: number) => fromHalf(Uint16Array.of(bits))[0]!

test.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x3c00, 1],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x0001, 2 ** -24],
  [0x83ff, -1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x7bff, 65504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
])('bits %i and the number %f are the same half', (bits, value) => {
  expect(number(bits)).toBe(value)
  expect(half(value)).toBe(bits)
})

test('every half that is a number survives the way to float32 and back', () => {
  const all = Uint16Array.from({ length: 65536 }, (_, i) => i).filter((bits) => (bits & 0x7fff) <= 0x7c00)
  expect(toHalf(fromHalf(all))).toEqual(all)
})

test('not-a-number stays not-a-number both ways', () => {
  expect(number(0x7e00)).toBeNaN()
  expect(number(0xfc01)).toBeNaN()
  expect(number(half(NaN))).toBeNaN()
})

test.each([
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [1 + 2 ** -11 + 2 ** -20, 0x3c01],
  [2 ** -25, 0x0000],
  [3 * 2 ** -26, 0x0001],
  [3 * 2 ** -25, 0x0002],
  [2 ** -14 - 2 ** -26, 0x0400],
  [65519.99609375, 0x7bff],
  [65520, 0x7c00],
  [1e-30, 0x0000],
])('%f rounds to nearest, ties to even', (value, bits) => {
  expect(half(value)).toBe(bits)
  expect(half(-value)).toBe(bits | 0x8000)
})

test('no half is nearer to a number than the one it is rounded to', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, min: -65504, max: 65504 }), (value) => {
      const bits = half(value)
      const error = Math.abs(number(bits) - value)
      for (const other of [bits - 1, bits + 1]) {
        if ((other & 0x7fff) > 0x7bff || ((other ^ bits) & 0x8000) !== 0) continue
        expect(Math.abs(number(other) - value)).toBeGreaterThanOrEqual(error)
      }
    }),
  )
})

test('a view into a larger buffer is converted alone', () => {
  expect(toHalf(Float32Array.of(9, 1, 2, 9).subarray(1, 3))).toEqual(Uint16Array.of(0x3c00, 0x4000))
})
