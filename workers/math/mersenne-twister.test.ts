import { expect, test } from 'vitest'
import { createMersenneTwister, createMersenneTwisterFromKey } from './mersenne-twister.ts'

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

const drawFromKey = (key: readonly number[], count: number) =>
  Array.from({ length: count }, createMersenneTwisterFromKey(Uint32Array.from(key)))

// Source: the expected output that its authors publish with the generator (mt19937ar.out).
test('a key of four words gives the published words', () => {
  const words = drawFromKey([0x123, 0x234, 0x345, 0x456], 1000)
  expect(words.slice(0, 5)).toEqual([1067595299, 955945823, 477289528, 4107218783, 4228976476])
  expect(words.at(-1)).toBe(3460025646)
})

test('a key longer than the state is used up to its last word', () => {
  const long = Array.from({ length: 700 }, (_, i) => i)
  expect(drawFromKey(long, 4)).not.toEqual(drawFromKey([...long.slice(0, -1), 0], 4))
  expect(drawFromKey([0], 4)).not.toEqual(drawFromKey([0, 0], 4))
})

// Source: CPython 3.12, random.Random(seed).getrandbits(32).
test.each<[string, readonly number[], readonly number[]]>([
  ['42', [42], [2746317213, 478163327, 107420369, 3184935163]],
  ['2^63 − 1', [0xffff_ffff, 0x7fff_ffff], [1359979423, 2819855560, 2711238091, 569878368]],
])('the words of %s as a key are those that Python draws', (_, key, words) => {
  expect(drawFromKey(key, 4)).toEqual(words)
})
