import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { onWhite } from './on-white.ts'

const BYTES = Array.from({ length: 256 }, (_, byte) => byte)

/** One row per alpha: every value in that alpha. */
function everyPair() {
  const data = new Uint8ClampedArray(256 * 256 * 4)
  for (const alpha of BYTES) {
    for (const value of BYTES) data.set([value, value, value, alpha], (alpha * 256 + value) * 4)
  }
  return { width: 256, height: 256, data }
}

// Expected bytes: Fooocus' HWC3, run with NumPy 1.24.
test('every value in every alpha is as in Fooocus', () => {
  const { data } = onWhite(everyPair())
  const reds = data.filter((_, i) => i % 4 === 0)
  expect([0, 1, 100, 128, 254, 255].map((value) => reds[77 * 256 + value])).toEqual([
    177, 178, 208, 216, 254, 254,
  ])
  expect(createHash('sha256').update(reds).digest('hex').slice(0, 16)).toBe('1c318b5d0d0c793a')
})

test('the three colours are mixed alike and the result is opaque', () => {
  const image = { width: 2, height: 1, data: Uint8ClampedArray.of(0, 100, 255, 127, 9, 9, 9, 0) }
  const before = image.data.slice()
  expect(onWhite(image)).toEqual({
    width: 2,
    height: 1,
    data: Uint8ClampedArray.of(127, 177, 255, 255, 255, 255, 255, 255),
  })
  expect(image.data).toEqual(before)
})

test('an opaque picture stays as it is', () => {
  const image = { width: 1, height: 1, data: Uint8ClampedArray.of(1, 2, 3, 255) }
  expect(onWhite(image)).toBe(image)
})
