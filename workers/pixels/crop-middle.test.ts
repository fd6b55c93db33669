import { expect, it } from 'vitest'
import { cropMiddle } from './crop-middle.ts'

/** Each pixel says where it stands. */
function placed(width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([x, y, 0, 255], (y * width + x) * 4)
  }
  return { width, height, data }
}

it('takes the middle; of an odd rest the larger part goes at the end', () => {
  const middle = cropMiddle(placed(9, 8), { width: 4, height: 6 })
  expect([...middle.data.subarray(0, 4)]).toEqual([2, 1, 0, 255])
  expect([...middle.data.subarray(-4)]).toEqual([5, 6, 0, 255])
  expect(middle.data).toHaveLength(4 * 6 * 4)
})

it('leaves a picture of that size as it is', () => {
  const picture = placed(3, 2)
  expect(cropMiddle(picture, { width: 3, height: 2 })).toBe(picture)
})
