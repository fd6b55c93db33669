import { expect, test } from 'vitest'
import { chooseThreads } from './choose-threads.ts'

test.each([
  ['one thread without shared memory', 16, false, null, 1],
  ['every core up to eight', 4, true, null, 4],
  ['no more than eight', 32, true, null, 8],
  ['what was wished for', 8, true, 2, 2],
  ['no more than there are', 2, true, 6, 2],
  ['at least one', 2, true, 0, 1],
] as const)('%s', (_, cores, isolated, wished, expected) => {
  expect(chooseThreads(cores, isolated, wished)).toBe(expected)
})
