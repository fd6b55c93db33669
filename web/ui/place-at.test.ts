import { expect, it } from 'vitest'
import { placeAt } from './place-at.ts'

const MIDDLES = [10, 30, 50, 70]

it.each<[number, number, number]>([
  [0, 2, 0],
  [29, 0, 0],
  [31, 0, 1],
  [100, 0, 3],
  [55, 3, 3],
  [45, 3, 2],
  [-5, 3, 0],
])('at %i, what was in place %i belongs in place %i', (y, dragged, place) => {
  expect(placeAt(y, MIDDLES, dragged)).toBe(place)
})
