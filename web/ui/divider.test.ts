import { expect, it } from 'vitest'
import { dividerAt } from './divider.ts'

it.each([
  ['Home', false, 51, 0],
  ['End', false, 51, 100],
  ['ArrowRight', true, 51, 60],
  ['ArrowLeft', true, 49, 40],
  ['ArrowLeft', true, 3, 0],
  ['ArrowRight', true, 97, 100],
  ['ArrowRight', false, 51, null],
  ['Tab', true, 51, null],
])('dividerAt(%s, shift %s, %s)', (key, isShifted, position, expected) => {
  expect(dividerAt(key, isShifted, position)).toBe(expected)
})
