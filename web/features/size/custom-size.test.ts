import { describe, expect, it } from 'vitest'
import { byShape, fittedSide, parseShape, sizeOfShape, withSide } from './custom-size.ts'

const limits = { min: 64, max: 2048, step: 8 }
const size = { width: 1024, height: 512 }

describe('a size of one’s own', () => {
  it('has sides that can be made', () => {
    expect([3, 700, 5000].map((side) => fittedSide(side, limits))).toEqual([64, 704, 2048])
    expect(fittedSide(200, { min: 60, max: 190, step: 32 })).toBe(160)
  })

  it('changes one side, or both when the shape is kept', () => {
    expect(withSide(size, 'width', 768, { limits, isShapeKept: false })).toEqual({ width: 768, height: 512 })
    expect(withSide(size, 'width', 512, { limits, isShapeKept: true })).toEqual({ width: 512, height: 256 })
    expect(withSide(size, 'height', 256, { limits, isShapeKept: true })).toEqual({ width: 512, height: 256 })
  })

  it('takes a shape with as many pixels as usual, smaller where a side would be too long', () => {
    const usual = { width: 1024, height: 1024 }
    expect(sizeOfShape({ width: 16, height: 9 }, usual, limits)).toEqual({ width: 1368, height: 768 })
    expect(sizeOfShape({ width: 9, height: 1 }, usual, limits)).toEqual({ width: 2048, height: 224 })
  })
})

it('reads shapes and sizes as people write them', () => {
  expect(parseShape('16:9')).toEqual({ width: 16, height: 9, isSize: false })
  expect(parseShape(' 16 / 9 ')).toEqual({ width: 16, height: 9, isSize: false })
  expect(parseShape('1.5')).toEqual({ width: 1.5, height: 1, isSize: false })
  for (const text of ['1024x768', '1024×768', '1024 * 768']) {
    expect(parseShape(text)).toEqual({ width: 1024, height: 768, isSize: true })
  }
  for (const text of ['', 'wide', '16:', '0:9', '16:9:4', '1000:1', '-4:3'])
    expect(parseShape(text)).toBeNull()
})

it('sorts sizes into tall, square and wide', () => {
  const [tall, square, wide, wider] = [
    { width: 2, height: 3 },
    { width: 1, height: 1 },
    { width: 3, height: 2 },
    { width: 2, height: 1 },
  ] as const
  expect(byShape([wider, square, wide, tall])).toEqual({
    tall: [tall],
    square: [square],
    wide: [wide, wider],
  })
})
