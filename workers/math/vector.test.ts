import { expect, test } from 'vitest'
import { addScaled, blend, firstNonFinite } from './vector.ts'

const a = Float32Array.of(1, -2, 4)
const b = Float32Array.of(3, 6, 4)

test('blend gives its ends at weights 0 and 1 and goes beyond them outside', () => {
  expect(blend(a, b, 0)).toEqual(a)
  expect(blend(a, b, 1)).toEqual(b)
  expect(blend(a, b, 0.5)).toEqual(Float32Array.of(2, 2, 4))
  expect(blend(a, b, -1)).toEqual(Float32Array.of(-1, -10, 4))
})

test('addScaled adds a multiple and leaves its inputs alone', () => {
  const base = a.slice()
  expect(addScaled(base, b, 2)).toEqual(Float32Array.of(7, 10, 12))
  expect(base).toEqual(a)
})

test('firstNonFinite points at the first bad number', () => {
  expect(firstNonFinite(a)).toBe(-1)
  expect(firstNonFinite(new Float32Array(0))).toBe(-1)
  expect(firstNonFinite(Float32Array.of(0, -Infinity, NaN))).toBe(1)
  expect(firstNonFinite(Float32Array.of(0, 3e38, 3e38, NaN))).toBe(3)
})
