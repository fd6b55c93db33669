import fc from 'fast-check'
import { expect, test } from 'vitest'
import { promptLines } from './prompt-lines.ts'

test('the first line is the main prompt and the rest are extras', () => {
  expect(promptLines('a cat,\n\n  on a mat. \r\nred')).toEqual({ main: 'a cat', extra: ['on a mat', 'red'] })
})

test('an empty field is one empty line', () => {
  expect(promptLines(' ,. \n\n')).toEqual({ main: '', extra: [] })
})

test('runs of spaces collapse and NUL goes', () => {
  expect(promptLines('a\0   red     apple').main).toBe('a red apple')
})

test.each(['\r', '\v', '\f', '\u0085', '\u2028', '\u2029', '\x1c'])('%j ends a line', (end) => {
  expect(promptLines(`a${end}b`)).toEqual({ main: 'a', extra: ['b'] })
})

test('no text makes it fail, and no line keeps NUL or loose commas', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const { main, extra } = promptLines(text)
      for (const line of [main, ...extra]) expect(line).not.toMatch(/\0|^[,. ]|[,. ]$/u)
    }),
  )
})

test.each([
  ['a  b   c     d', 'a b c d'],
  [', . a, b. ,', 'a, b'],
  ['a.,.b', 'a.,.b'],
  ['\ta\t', '\ta\t'],
])('%j is cleaned to %j', (line, clean) => {
  expect(promptLines(line).main).toBe(clean)
})

test('a million loose commas before a word are counted once', () => {
  expect(promptLines(`a${',.'.repeat(500_000)}b`).main).toHaveLength(1_000_002)
})
