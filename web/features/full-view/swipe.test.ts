import { expect, it } from 'vitest'
import { swipeStep } from './swipe.ts'

const from = { x: 200, y: 200 }

it.each([
  ['to the left: the next', { x: 100, y: 210 }, 1],
  ['to the right: the one before', { x: 300, y: 190 }, -1],
  ['too short', { x: 160, y: 200 }, 0],
  ['mostly down', { x: 120, y: 280 }, 0],
] as const)('swipeStep: %s', (_, to, expected) => {
  expect(swipeStep(from, to)).toBe(expected)
})
