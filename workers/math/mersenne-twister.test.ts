import { expect, test } from 'vitest'
import { createMersenneTwister } from './mersenne-twister.ts'

const draw = (seed: bigint, count: number) => Array.from({ length: count }, createMersenneTwister(seed))

// Source: the reference program's default seed; C++ requires the 10000th word of std::mt19937 to be this one.
test('the ten thousandth word of seed 5489 is the one the C++ standard requires', () => {
  const words = draw(5489n, 10_000)
  expect(words.slice(0, 4)).toEqual([3499211612, 581869302, 3890346734, 3586334585])
  expect(words.at(-1)).toBe(4123659995)
})

test('only the low 32 bits of the seed count', () => {
  expect(draw(4294967297n, 700)).toEqual(draw(1n, 700))
  expect(draw(1n, 4)).not.toEqual(draw(2n, 4))
})

test('two generators do not share their state', () => {
  const first = createMersenneTwister(3n)
  const second = createMersenneTwister(3n)
  first()
  first()
  expect(second()).toBe(draw(3n, 1)[0])
})
