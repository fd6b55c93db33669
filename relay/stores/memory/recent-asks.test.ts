import { expect, test } from 'vitest'
import { createRecentAsks } from './recent-asks.ts'

test('an ask counts for ten seconds, whatever is asked meanwhile', () => {
  let now = 0
  const asks = createRecentAsks<string>(() => now)
  asks.note('a')
  now = 9_000
  asks.note('b')
  now = 10_000
  expect([asks.has('a'), asks.has('b'), asks.has('c')]).toEqual([true, true, false])
  now = 10_001
  expect([asks.has('a'), asks.has('b')]).toEqual([false, true])
  asks.note('a')
  now = 19_001
  expect([asks.has('a'), asks.has('b')]).toEqual([true, false])
})
