import { expect, test } from 'vitest'
import { previewOf } from './preview.ts'

const shape = { channels: 2, height: 1, width: 2 }
const linear: Parameters<typeof previewOf>[2] = { factors: [[1, 0, 0], [0, 0.5, 0]], bias: [0, 0, -1] } // prettier-ignore

test('each cell becomes one opaque pixel by the linear map', () => {
  const picture = previewOf(Float32Array.of(1, 0, 0, 2), shape, linear)
  expect(picture).toMatchObject({ width: 2, height: 1 })
  expect([...picture.data]).toEqual([255, 128, 0, 255, 128, 255, 0, 255])
})

test('values beyond white and black are clamped', () => {
  const picture = previewOf(Float32Array.of(9, -9, 0, 0), shape, linear)
  expect([picture.data[0], picture.data[4]]).toEqual([255, 0])
})
