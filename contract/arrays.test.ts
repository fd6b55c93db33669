import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseFromArrays, countCombinations, hasArrays } from './arrays.ts'

const all = (line: string, count: number) =>
  Array.from({ length: count }, (_, index) => chooseFromArrays(line, index))

it('counts through the combinations, the first array fastest, and leaves elements untrimmed', () => {
  expect(all('[[red, green]] hat on [[cat,dog]]', 4)).toEqual([
    'red hat on cat',
    ' green hat on cat',
    'red hat on dog',
    ' green hat on dog',
  ])
})

it('starts over after the last combination', () => {
  expect(all('[[a,b]][[x,y,z]]', 7)).toEqual(['ax', 'bx', 'ay', 'by', 'az', 'bz', 'ax'])
})

it('two arrays that read alike count on their own', () => {
  expect(all('[[a,b]] [[a,b]]', 4)).toEqual(['a a', 'b a', 'a b', 'b b'])
})

it.each([
  ['no arrays, [a, b] ]] [[', 'no arrays, [a, b] ]] [['],
  ['[[only]]', 'only'],
  ['x[[]]y', 'xy'],
  ['[[a,b]]]', 'a]'],
  ['[[[a,b]]', '[a'],
  ['[[a, [[b, c]] d]]', 'a d]]'],
])('%j, first image: %j', (line, text) => {
  expect(chooseFromArrays(line, 0)).toBe(text)
})

it('knows whether there is an array', () => {
  expect(['[[a]]', 'x [[a,b]] y'].map(hasArrays)).toEqual([true, true])
  expect(['', '[[a', ']] [[', '[a]'].map(hasArrays)).toEqual([false, false, false, false])
})

it('costs nothing for more combinations than there are numbers', () => {
  const line = '[[0,1,2,3,4,5,6,7,8,9]]'.repeat(400)
  expect(chooseFromArrays(line, 31)).toBe('13'.padEnd(400, '0'))
})

it('a line of open brackets is read once', () => {
  const line = '['.repeat(2_000_000)
  expect(chooseFromArrays(line, 1)).toBe(line)
})

it('every combination comes once before one comes twice', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), (sizes) => {
      const elements = (size: number) => Array.from({ length: size }, (_, i) => i).join(',')
      const line = sizes.map((size) => `[[${elements(size)}]]`).join(' ')
      const total = sizes.reduce((product, size) => product * size, 1)
      expect(new Set(all(line, total)).size).toBe(total)
      expect(chooseFromArrays(line, total)).toBe(chooseFromArrays(line, 0))
    }),
  )
})

it.each([
  ['a fox', 1],
  ['a [[red, blue]] fox', 2],
  ['[[a,b]] on [[x,y,z]]', 6],
  ['[[only]]', 1],
  ['[[a,b', 1],
  ['[[0,1,2,3,4,5,6,7,8,9]]'.repeat(400), 32],
])('%s takes so many images: %i', (line, count) => {
  expect(countCombinations(line, 32)).toBe(count)
})
