import { expect, it } from 'vitest'
import { createPythonRandom } from './python-random.ts'

// All expected values: CPython 3.12, random.Random(seed), choice(range(n)).
const draws = (seed: bigint, counts: readonly number[]) => {
  const random = createPythonRandom(seed)
  return counts.map((count) => random.below(count))
}

it('draws what Python draws, for every size of list', () => {
  expect(draws(5n, [1, 2, 3, 17, 277, 1000, 65536])).toEqual([0, 1, 2, 16, 14, 860, 61030])
})

it.each<[bigint, readonly number[]]>([
  [0n, [12, 13, 1, 8, 16]],
  [1n, [4, 2, 8, 3, 15]],
  [42n, [3, 0, 8, 7, 7]],
  [12345n, [13, 0, 9, 11, 6]],
  [9007199254740993n, [11, 9, 10, 3, 12]],
])('seed %s gives the five colours it gives in Fooocus', (seed, places) => {
  expect(draws(seed, [17, 17, 17, 17, 17])).toEqual(places)
})

it('uses all 63 bits of a seed', () => {
  const wide = [2 ** 31 - 1, 2 ** 31 - 1]
  expect(draws(2n ** 63n - 1n, wide)).not.toEqual(draws(2n ** 32n - 1n, wide))
  expect(draws(1n + 2n ** 32n, wide)).not.toEqual(draws(1n, wide))
})

it('draws every place of a list', () => {
  const random = createPythonRandom(3n)
  const seen = new Set(Array.from({ length: 500 }, () => random.below(17)))
  expect(seen.size).toBe(17)
})
