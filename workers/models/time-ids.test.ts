import { expect, test } from 'vitest'
import { refinerTimeIds, timeIds } from './time-ids.ts'

const wide = { width: 1152, height: 896 }

test('the picture is told as it is without a scale', () => {
  expect(timeIds(wide, null, 0)).toEqual([896, 1152, 0, 0, 896, 1152])
})

test('the original is another one until the end of the scaling, and the picture itself from there on', () => {
  const adm = { scale: 1.5, end: 0.3 }
  expect(timeIds(wide, adm, 0)).toEqual([1344, 1728, 0, 0, 896, 1152])
  expect(timeIds(wide, adm, 1 - 700 / 999)).toEqual([1344, 1728, 0, 0, 896, 1152])
  expect(timeIds(wide, adm, 1 - 699 / 999)).toEqual([896, 1152, 0, 0, 896, 1152])
})

test('an end of 0 never scales, not even at the first call', () => {
  expect(timeIds(wide, { scale: 3, end: 0 }, 0)).toEqual([896, 1152, 0, 0, 896, 1152])
})

test('scaled sides are cut to whole pixels', () => {
  expect(timeIds({ width: 1016, height: 1000 }, { scale: 0.8, end: 1 }, 0.5).slice(0, 2)).toEqual([800, 812])
})

test.each([
  [8, 0],
  [32, 0],
  [40, 64],
  [96, 128],
  [160, 128],
  [1000, 1024],
])(
  'a side of %i pixels is told as %i: to the nearest multiple of 64, halves to the even one',
  (side, told) => {
    expect(timeIds({ width: side, height: side }, null, 0)).toEqual([told, told, 0, 0, told, told])
  },
)

test('a refiner is told the size as it is, and a rating', () => {
  expect(refinerTimeIds({ width: 1016, height: 1000 }, 2.5)).toEqual([1000, 1016, 0, 0, 2.5])
})
