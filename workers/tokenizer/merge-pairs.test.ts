import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergePairs } from './merge-pairs.ts'

const ranks = (...pairs: string[]) => new Map(pairs.map((pair, rank) => [pair, rank]))

test('the pair of the lowest rank is joined first, wherever it is', () => {
  expect(mergePairs([...'abcab'], ranks('b c', 'a b'))).toEqual(['a', 'bc', 'ab'])
})

test('joined symbols join again', () => {
  expect(mergePairs([...'aabb'], ranks('a b', 'a ab', 'aab b'))).toEqual(['aabb'])
})

test('overlapping occurrences are joined from the left', () => {
  expect(mergePairs([...'aaaaa'], ranks('a a'))).toEqual(['aa', 'aa', 'a'])
})

test('nothing stays nothing, and one symbol stays alone', () => {
  expect(mergePairs([], ranks('a b'))).toEqual([])
  expect(mergePairs(['a'], ranks('a b'))).toEqual(['a'])
})

/** One pass for each joined pair, everything looked up anew: slow, and plain to see that it is right. */
function mergePlainly(symbols: readonly string[], table: ReadonlyMap<string, number>): string[] {
  let parts = [...symbols]
  for (;;) {
    const known = parts.slice(1).map((right, i) => table.get(`${parts[i]} ${right}`) ?? Infinity)
    const best = Math.min(...known)
    if (best === Infinity) return parts
    const [left, right] = [...table].find(([, rank]) => rank === best)![0].split(' ')
    const next: string[] = []
    for (let i = 0; i < parts.length; i++) {
      const joins = parts[i] === left && parts[i + 1] === right
      next.push(joins ? `${left}${right}` : parts[i]!)
      if (joins) i++
    }
    parts = next
  }
}

test('any word is joined as by the plain algorithm', () => {
  const symbol = fc.constantFrom('a', 'b', 'c', 'ab', 'ba', 'aa')
  const table = fc.uniqueArray(
    fc.tuple(symbol, symbol).map(([left, right]) => `${left} ${right}`),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }), table, (word, pairs) => {
      expect(mergePairs(word, ranks(...pairs))).toEqual(mergePlainly(word, ranks(...pairs)))
    }),
    { numRuns: 1000 },
  )
})
