import { expect, it } from 'vitest'
import { CLOSE_CODES, CLOSE_NAMES, closeNameOf } from './close-codes.ts'

it('keeps the numbers that are known outside', () => {
  expect(CLOSE_CODES.version.code).toBe(4406)
  expect(CLOSE_CODES.overrun.code).toBe(4429)
  expect(CLOSE_CODES.drain.code).toBe(1012)
})

it('gives every reason a number of its own, by which it is found again', () => {
  expect(CLOSE_NAMES.map((name) => closeNameOf(CLOSE_CODES[name].code))).toEqual(CLOSE_NAMES)
})

it('does not know numbers that are none of ours', () => {
  expect([0, 1006, 4999, -1, NaN].map(closeNameOf)).toEqual([null, null, null, null, null])
})

it('uses numbers that browsers may send, but for the one that only a relay sends', () => {
  const codes = CLOSE_NAMES.filter((name) => name !== 'drain').map((name) => CLOSE_CODES[name].code)
  expect(codes.every((code) => code === 1000 || (code >= 4000 && code <= 4999))).toBe(true)
})
