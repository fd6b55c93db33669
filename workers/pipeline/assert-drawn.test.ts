import { expect, test } from 'vitest'
import type { PixelImage } from '../../contract/image.ts'
import { createNoise } from '../math/random.ts'
import { assertDrawn } from './assert-drawn.ts'

const shape = { channels: 4, height: 6, width: 5 }
const content = createNoise(1n).normal(120)
const plain = content.map((value, i) => Math.floor(i / 30) + 0.1 * value)

const imageOf = (colourAt: (pixel: number) => number): PixelImage => ({
  width: 5,
  height: 6,
  data: Uint8ClampedArray.from({ length: 120 }, (_, i) => (i % 4 === 3 ? 255 : colourAt(Math.floor(i / 4)))),
})

test.each([
  ['black', () => 0],
  ['white', () => 255],
  ['grey within one level', (pixel: number) => 127 + (pixel % 2)],
])('a picture all %s of a latent with content is a failure', (_, colourAt) => {
  expect(() => assertDrawn(imageOf(colourAt), content, shape)).toThrow(
    expect.objectContaining({ code: 'numerical_failure', detail: { step: 'decode' } }) as Error,
  )
})

test('a plain picture of a plain latent is a picture', () => {
  assertDrawn(
    imageOf(() => 200),
    plain,
    shape,
  )
})

test('a picture with one other pixel is a picture', () => {
  assertDrawn(
    imageOf((pixel) => (pixel === 29 ? 3 : 0)),
    content,
    shape,
  )
})
