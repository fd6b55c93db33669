import { expect, it } from 'vitest'
import { retryDelayMs } from './backoff.ts'

it('doubles from half a second to half a minute', () => {
  expect([1, 2, 3, 6, 7, 100].map((failures) => retryDelayMs(failures, 0))).toEqual([
    500, 1000, 2000, 16_000, 30_000, 30_000,
  ])
})

it('takes off up to half by chance', () => {
  expect(retryDelayMs(1, 1)).toBe(250)
  expect(retryDelayMs(50, 0.5)).toBe(22_500)
})
