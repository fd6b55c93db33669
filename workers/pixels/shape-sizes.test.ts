import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { shapeCeil, sizeForShape } from './shape-sizes.ts'

describe('shapeCeil', () => {
  test.each([
    [1024, 1024, 1024],
    [1025, 1024, 1088],
    [640, 480, 576],
    [1, 1, 64],
  ])('%d × %d has the area of a square of at most %d', (width, height, side) => {
    expect(shapeCeil({ width, height }, 64)).toBe(side)
  })

  test('the grain is its step', () => {
    expect(shapeCeil({ width: 640, height: 480 }, 8)).toBe(560)
    expect(shapeCeil({ width: 640, height: 480 }, 1)).toBe(555)
  })
})

// Expected sizes: Fooocus' set_image_shape_ceil, run in Python.
describe('sizeForShape', () => {
  test.each([
    [512, 512, 1024, 1024],
    [640, 480, 1152, 832],
    [1920, 1080, 1344, 768],
    [300, 900, 576, 1728],
    [2000, 3000, 832, 1216],
    [4000, 3000, 1152, 896],
    [33, 4000, 64, 15040],
  ])('%d × %d in the area of 1024² is %d × %d', (width, height, ...expected) => {
    const size = sizeForShape({ width, height }, 1024, 64)
    expect([size.width, size.height]).toEqual(expected)
  })

  test.each([
    [1152, 896],
    [768, 1344],
    [1000, 1000],
  ])('%d × %d has it already and stays', (width, height) => {
    const size = { width, height }
    expect(sizeForShape(size, 1024, 64)).toBe(size)
  })

  // Rounded up it would be 1984 × 512.
  test('a half goes to the even neighbour, as in Python', () => {
    expect(sizeForShape({ width: 3904, height: 1056 }, 1024, 64)).toEqual({ width: 1920, height: 512 })
  })

  test('many sizes are as in Fooocus', () => {
    const hash = createHash('sha256')
    for (let width = 200; width < 4000; width += 173) {
      for (let height = 200; height < 4000; height += 131) {
        if (Math.max(width, height) / Math.min(width, height) > 8) continue
        for (const shape of [1024, 2048]) {
          const size = sizeForShape({ width, height }, shape, 64)
          hash.update(`${size.width}x${size.height};`)
        }
      }
    }
    expect(hash.digest('hex').slice(0, 16)).toBe('1379fb168af54067')
  })

  test('a finer grain keeps proportions better', () => {
    expect(sizeForShape({ width: 1920, height: 1080 }, 1024, 8)).toEqual({ width: 1360, height: 760 })
  })

  test('a side is never rounded away', () => {
    const { width, height } = sizeForShape({ width: 1, height: 300 }, 1024, 64)
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(64)
  })
})
