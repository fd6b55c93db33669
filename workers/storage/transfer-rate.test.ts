import { expect, it } from 'vitest'
import { createTestClock } from './testing/test-clock.ts'
import { createTransferRate } from './transfer-rate.ts'

function startRate() {
  const clock = createTestClock()
  const rate = createTransferRate(() => clock.now())
  /** Bytes in one half second after another. */
  const feed = (...slices: readonly number[]) => {
    for (const bytes of slices) {
      rate.add(bytes)
      clock.advance(500)
    }
  }
  return { rate, feed }
}

it('is unknown in the first second', () => {
  const { rate, feed } = startRate()
  feed(100)
  expect(rate.bytesPerSecond()).toBeNull()
})

it('is bytes per second at an even pace', () => {
  const { rate, feed } = startRate()
  feed(100, 100, 100, 100)
  expect(rate.bytesPerSecond()).toBe(200)
})

it('is not moved by a single burst or a short stall', () => {
  const { rate, feed } = startRate()
  feed(100, 100, 9000, 100, 0, 100, 100)
  expect(rate.bytesPerSecond()).toBe(200)
})

it('forgets what is more than five seconds old', () => {
  const { rate, feed } = startRate()
  feed(...Array<number>(10).fill(1000), ...Array<number>(10).fill(10))
  expect(rate.bytesPerSecond()).toBe(20)
})

it('falls to zero when nothing comes any more', () => {
  const { rate, feed } = startRate()
  feed(...Array<number>(10).fill(1000), ...Array<number>(10).fill(0))
  expect(rate.bytesPerSecond()).toBe(0)
})
