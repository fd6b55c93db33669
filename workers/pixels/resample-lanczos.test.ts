import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { PixelImage } from '../../contract/image.ts'
import { resampleLanczos } from './resample-lanczos.ts'

type Formula = (x: number, y: number, colour: number) => number
type Side = readonly [width: number, height: number]

/** Pictures that Python makes by the same formulas. */
const FORMULAS = {
  wave: (x, y, colour) => (x * 7 + y * 13 + colour * 29) % 256,
  checks: (x, y, colour) => ((Math.floor(x / 3) + Math.floor(y / 2) + colour) % 2 === 0 ? 255 : 0),
  noise: (x, y, colour) => (x * x * 31 + y * y * 17 + x * y * 7 + colour * 101) % 251,
} satisfies Record<string, Formula>

function paint(name: keyof typeof FORMULAS, [width, height]: Side): PixelImage {
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      data[pixel * 4 + colour] = FORMULAS[name](pixel % width, Math.floor(pixel / width), colour)
    }
  }
  return { width, height, data }
}

function resize(name: keyof typeof FORMULAS, from: Side, [width, height]: Side): PixelImage {
  return resampleLanczos(paint(name, from), { width, height })
}

function coloursOf({ data }: PixelImage): Uint8ClampedArray {
  return data.filter((_, i) => i % 4 !== 3)
}

// All expected bytes: Pillow 9.4.0, Image.fromarray(rgb).resize((width, height), Image.LANCZOS).
test.each<[keyof typeof FORMULAS, Side, Side, readonly number[]]>([
  // prettier-ignore
  ['checks', [5, 4], [3, 2], [
    237, 18, 237, 191, 64, 191, 18, 237, 18,
    18, 237, 18, 64, 191, 64, 237, 18, 237,
  ]],
  // prettier-ignore
  ['wave', [3, 2], [5, 4], [
    0, 26, 55, 0, 29, 58, 5, 34, 63, 10, 39, 68, 13, 42, 71,
    3, 31, 60, 5, 34, 63, 10, 39, 68, 15, 44, 73, 18, 47, 76,
    9, 38, 67, 12, 41, 70, 17, 46, 75, 22, 51, 80, 25, 54, 83,
    14, 43, 72, 17, 46, 75, 22, 51, 80, 27, 56, 85, 30, 59, 88,
  ]],
  // prettier-ignore
  ['checks', [4, 3], [4, 5], [
    247, 8, 247, 247, 8, 247, 247, 8, 247, 8, 247, 8,
    255, 0, 255, 255, 0, 255, 255, 0, 255, 0, 255, 0,
    255, 0, 255, 255, 0, 255, 255, 0, 255, 0, 255, 0,
    84, 171, 84, 84, 171, 84, 84, 171, 84, 171, 84, 171,
    0, 255, 0, 0, 255, 0, 0, 255, 0, 255, 0, 255,
  ]],
  // prettier-ignore
  ['checks', [7, 2], [3, 2], [
    255, 0, 255, 59, 196, 59, 83, 172, 83,
    255, 0, 255, 59, 196, 59, 83, 172, 83,
  ]],
  ['wave', [1, 1], [2, 2], [0, 29, 58, 0, 29, 58, 0, 29, 58, 0, 29, 58]],
  ['checks', [9, 9], [1, 1], [130, 125, 130]],
])('%s of %j to %j has the bytes of Pillow', (name, from, to, expected) => {
  expect([...coloursOf(resize(name, from, to))]).toEqual(expected)
})

/** The first 16 digits of the SHA-256 of red, green and blue. */
test.each<[keyof typeof FORMULAS, Side, Side, string]>([
  ['wave', [64, 48], [96, 80], 'e76a81e6979bdab9'],
  ['checks', [64, 48], [37, 29], 'f600c1fd8433aaad'],
  ['noise', [100, 75], [100, 33], 'b6caff4507afa9da'],
  ['noise', [100, 75], [41, 75], 'e7109c8f118c5c60'],
  ['checks', [33, 50], [200, 20], '1ee89f762d453040'],
  ['noise', [257, 131], [64, 300], '89cdd22e17985e91'],
  ['noise', [500, 3], [2, 3], 'd386479bb4b32954'],
  ['wave', [300, 200], [299, 201], '79644eb5b6bda88a'],
  ['checks', [640, 480], [1152, 832], 'cf54a81253737994'],
  ['noise', [2048, 2048], [1024, 1024], 'dbcf142bc255c735'],
])('%s of %j to %j is the picture of Pillow', (name, from, to, expected) => {
  const resized = resize(name, from, to)
  expect([resized.width, resized.height]).toEqual(to)
  expect(createHash('sha256').update(coloursOf(resized)).digest('hex').slice(0, 16)).toBe(expected)
})

test('the result is opaque and the picture is left alone', () => {
  const image = paint('noise', [20, 10])
  const before = image.data.slice()
  const resized = resampleLanczos(image, { width: 7, height: 13 })
  expect(resized.data.length).toBe(7 * 13 * 4)
  expect(resized.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true)
  expect(image.data).toEqual(before)
})

test('its own size is the picture itself', () => {
  const image = paint('wave', [5, 4])
  expect(resampleLanczos(image, { width: 5, height: 4 })).toBe(image)
})

test.each([0, -1, 1.5, NaN])('a side of %d is refused', (side) => {
  expect(() => resampleLanczos(paint('wave', [4, 4]), { width: side, height: 4 })).toThrow(RangeError)
  expect(() => resampleLanczos(paint('wave', [4, 4]), { width: 4, height: side })).toThrow(RangeError)
})
