import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createByteAlphabet } from './byte-alphabet.ts'
import { createGpt2Tokenizer } from './gpt2-tokenizer.ts'
import excerpt from './testing/gpt2-excerpt.json'

const gpt2 = createGpt2Tokenizer({ vocab: excerpt.vocab, merges: excerpt.merges.join('\n') })

describe("with GPT-2's vocabulary", () => {
  test.each(Object.entries(excerpt.texts))('%j has the tokens of another implementation', (text, ids) => {
    expect(gpt2.encode(text)).toEqual(ids)
  })

  test('"Hello world" has the tokens it is known for', () => {
    expect(gpt2.encode('Hello world')).toEqual([15496, 995])
    expect(gpt2.encode('')).toEqual([])
  })

  test('any text comes back whole but for lone surrogates', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())
    fc.assert(
      fc.property(anyText, (text) => {
        expect(gpt2.decode(gpt2.encode(text))).toBe(new TextDecoder().decode(new TextEncoder().encode(text)))
      }),
    )
  })

  test('a word that follows a blank is found when it is one token', () => {
    expect(gpt2.wordId('world')).toBe(995)
    expect(gpt2.wordId('émigré')).toBeUndefined()
    expect(gpt2.symbolId(',')).toBe(11)
  })

  test('ids that stand for no bytes are left out', () => {
    const withEnd = createGpt2Tokenizer({ vocab: { ...excerpt.vocab, 'an end': 50256 }, merges: '' })
    expect(withEnd.decode([64, 50256, 49999, 64])).toBe('aa')
  })
})

test('what a vocabulary lacks gives no token', () => {
  const poor = createGpt2Tokenizer({ vocab: { a: 0, b: 1 }, merges: '#version: 0.2\na b\n' })
  expect(poor.encode('abcba')).toEqual([1, 0])
})

test('names of object members are words like any other', () => {
  const vocab = Object.fromEntries(createByteAlphabet().map((letter, id) => [letter, id]))
  const plain = createGpt2Tokenizer({ vocab, merges: '' })
  expect(plain.decode(plain.encode('constructor __proto__'))).toBe('constructor __proto__')
})
