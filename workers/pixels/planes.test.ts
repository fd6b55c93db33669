import { expect, test } from 'vitest'
import { fromPlanes, toPlanes } from './planes.ts'

const SIZE = { width: 2, height: 1 }
const IMAGE = { ...SIZE, data: Uint8ClampedArray.of(0, 51, 255, 255, 255, 102, 0, 9) }

test('colours are taken apart into planes, without alpha', () => {
  expect(toPlanes(IMAGE, 'unit')).toEqual(Float32Array.of(0, 1, 0.2, 0.4, 1, 0))
})

test('a signed plane has twice the range about 0', () => {
  const planes = toPlanes(IMAGE, 'signed')
  const expected = [-1, 1, -0.6, -0.2, 1, -1]
  expect(planes.length).toBe(expected.length)
  expected.forEach((value, i) => expect(planes[i]).toBeCloseTo(value, 6))
})

test('planes are put together to an opaque picture, cut off to whole numbers', () => {
  const planes = Float32Array.of(0, 1, 0.1, 0.9999, 0.5, 0.002)
  expect([...fromPlanes(planes, SIZE, 'unit').data]).toEqual([0, 25, 127, 255, 255, 254, 0, 255])
  const signed = planes.map((value) => value * 2 - 1)
  expect([...fromPlanes(signed, SIZE, 'signed').data]).toEqual([0, 25, 127, 255, 255, 254, 0, 255])
})

test('what is out of range is clamped', () => {
  const planes = Float32Array.of(-0.3, 1.2, -1e9, Infinity, -Infinity, 1.001)
  expect([...fromPlanes(planes, SIZE, 'unit').data]).toEqual([0, 0, 0, 255, 255, 255, 255, 255])
  expect([...fromPlanes(planes, SIZE, 'signed').data]).toEqual([89, 0, 0, 255, 255, 255, 255, 255])
})

const everyByte = {
  width: 256,
  height: 1,
  data: Uint8ClampedArray.from({ length: 1024 }, (_, i) => (i % 4 === 3 ? 255 : i >> 2)),
}

test('there and back gives every byte', () => {
  expect(fromPlanes(toPlanes(everyByte, 'unit'), everyByte, 'unit')).toEqual(everyByte)
})

test('there and back in signed planes cuts off one at most', () => {
  const { data } = fromPlanes(toPlanes(everyByte, 'signed'), everyByte, 'signed')
  expect(data.every((value, i) => value === everyByte.data[i] || value === everyByte.data[i]! - 1)).toBe(true)
})
