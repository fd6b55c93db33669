import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWeights } from './parse-weights.ts'

/** Texts and weights in turn, with weights rounded to what a person would write. */
const read = (prompt: string) =>
  parseWeights(prompt).map(({ text, weight }) => [text, Number(weight.toFixed(9))])

test.each([
  [
    'a (b) c',
    [
      ['a ', 1],
      ['b', 1.1],
      [' c', 1],
    ],
  ],
  ['((x))', [['x', 1.21]]],
  ['((x:1.2))', [['x', 1.2]]],
  ['(x:1.2)', [['x', 1.2]]],
  [
    '(a (b) :1.5)',
    [
      ['a ', 1.5],
      ['b', 1.65],
      [' ', 1.5],
    ],
  ],
  ['(a:b)', [['a:b', 1.1]]],
  ['(:1.2)', [[':1.2', 1.1]]],
  ['( a : 1.2 )', [[' a ', 1.2]]],
  ['(a:-0.5)', [['a', -0.5]]],
  ['(a:0)', [['a', 0]]],
  [
    'x (b c',
    [
      ['x ', 1],
      ['(b c', 1],
    ],
  ],
  ['a) (b:1.3) (c:1.4) d', [['a) (b:1.3) (c:1.4) d', 1]]],
  [
    '(a:1e-1)(b:+.5)(c:2.)',
    [
      ['a', 0.1],
      ['b', 0.5],
      ['c', 2],
    ],
  ],
  ['(a:b:1.4)', [['a:b', 1.4]]],
  ['(embedding:name:1.1)', [['embedding:name', 1.1]]],
  ['[x] BREAK a AND b|c', [['[x] BREAK a AND b|c', 1]]],
])('%s reads as %j', (prompt, parts) => {
  expect(read(prompt)).toEqual(parts)
})

describe('escaped parentheses', () => {
  test.each([
    ['a \\(b\\) c', [['a (b) c', 1]]],
    ['(a \\(b\\):1.3)', [['a (b)', 1.3]]],
    ['(a\\)', [['(a)', 1]]],
    ['(\\()', [['(', 1.1]]],
    ['a\\b \\', [['a\\b \\', 1]]],
  ])('%s reads as %j', (prompt, parts) => {
    expect(read(prompt)).toEqual(parts)
  })
})

describe('what is no group', () => {
  test.each([
    ['', []],
    ['()', []],
    [')', [[')', 1]]],
    ['(', [['(', 1]]],
    [')(b)', [[')(b)', 1]]],
    ['((a)', [['(a', 1.1]]],
    ['(a:inf)', [['a:inf', 1.1]]],
    ['(a:1e999)', [['a:1e999', 1.1]]],
    ['(a:0x10)', [['a:0x10', 1.1]]],
    ['(a:)', [['a:', 1.1]]],
  ])('%s reads as %j', (prompt, parts) => {
    expect(read(prompt)).toEqual(parts)
  })
})

const anyPrompt = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('(', ')', ':', '1.2', '-', '\\', 'a', ' ', '🐱', 'e'))
    .map((pieces) => pieces.join('')),
)

test('no prompt makes it fail, and weights are finite numbers', () => {
  fc.assert(
    fc.property(anyPrompt, (prompt) => {
      for (const { text, weight } of parseWeights(prompt)) {
        expect(text).not.toBe('')
        expect(Number.isFinite(weight)).toBe(true)
      }
    }),
  )
})

test('text is kept, in order, apart from parentheses, their escapes and weights', () => {
  const letters = (text: string) => text.replace(/[()\\:.\d\s+\-eE]/gu, '')
  fc.assert(
    fc.property(anyPrompt, (prompt) => {
      const kept = parseWeights(prompt).map(({ text }) => text)
      expect(letters(kept.join(''))).toBe(letters(prompt))
    }),
  )
})

test('a prompt without parentheses is one stretch as it stands', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      fc.pre(!/[()]/.test(text))
      expect(parseWeights(text)).toEqual([{ text, weight: 1 }])
    }),
  )
})

test('any text can be written so that it is read as it is', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      fc.pre(!text.includes('\\'))
      expect(parseWeights(text.replace(/[()]/g, '\\$&'))).toEqual([{ text, weight: 1 }])
    }),
  )
})

test('ten thousand nested parentheses are read, and their weight stays finite', () => {
  const nest = (text: string) => `${'('.repeat(10_000)}${text}${')'.repeat(10_000)}`
  expect(parseWeights(nest('x:0.5'))).toEqual([{ text: 'x', weight: 0.5 }])
  expect(parseWeights(nest('x'))[0]!.weight).toBeLessThan(Infinity)
})
