import { expect, test } from 'vitest'
import { joinChannels } from './join-channels.ts'

test('the channels of each token stand side by side', () => {
  const narrow = Float32Array.of(1, 2, 3)
  const wide = Float32Array.of(10, 11, 20, 21, 30, 31)
  expect([...joinChannels([narrow, wide], 3)]).toEqual([1, 10, 11, 2, 20, 21, 3, 30, 31])
})

test('one part is what it was', () => {
  const only = Float32Array.of(1, 2)
  expect(joinChannels([only], 2)).toBe(only)
})
