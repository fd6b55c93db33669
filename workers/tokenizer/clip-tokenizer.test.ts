import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createByteAlphabet } from './byte-alphabet.ts'
import { createClipTokenizer } from './clip-tokenizer.ts'
import excerpt from './testing/clip-excerpt.json'

const SPECIALS = { bos: '<|startoftext|>', eos: '<|endoftext|>', pad: '<|endoftext|>' }

const stickerFile = (name: string) =>
  readFileSync(new URL(`../../public/models/sticker/tokenizer/${name}`, import.meta.url), 'utf8')
const stickerVocab = JSON.parse(stickerFile('vocab.json')) as Record<string, number>
const sticker = createClipTokenizer({
  vocab: stickerVocab,
  merges: stickerFile('merges.txt'),
  specials: SPECIALS,
})

const clip = createClipTokenizer({
  vocab: excerpt.vocab,
  merges: excerpt.merges.map(([, pair]) => pair).join('\n'),
  specials: SPECIALS,
})

const symbols = new Map(Object.entries(stickerVocab).map(([symbol, id]) => [id, symbol]))
const bytes = new Map(createByteAlphabet().map((character, byte) => [character, byte]))

/** The text that ids stand for, as UTF-8 bytes, and how many words it has. */
function decode(ids: readonly number[]) {
  const marked = ids.map((id) => symbols.get(id)!)
  const written = marked.map((symbol) => symbol.replace('</w>', '')).join('')
  return {
    text: new TextDecoder().decode(Uint8Array.from(written, (character) => bytes.get(character)!)),
    words: marked.filter((symbol) => symbol.endsWith('</w>')).length,
  }
}

/** What of a text survives encoding: lower case, no white space, no unpaired surrogates. */
const essence = (text: string) =>
  new TextDecoder().decode(new TextEncoder().encode(text.toLowerCase().replace(/\s+/gu, '')))

describe("with CLIP's vocabulary", () => {
  test.each([
    ['a', [320]],
    ['photo', [1125]],
    ['cat', [2368]],
    ['cat,', [2368, 267]],
    ['1girl', [272, 1611]],
    ['8k', [279, 330]],
    ["don't", [847, 713]],
    ['hyper-realistic', [22146, 268, 16157]],
    ['BREAK', [2568]],
    ['[x]', [314, 343, 316]],
  ])('%s has tokens %j', (word, tokens) => {
    expect(clip.encodeWord(word)).toEqual(tokens)
  })

  test.each(Object.entries(excerpt.words))(
    '%s has the tokens of two other implementations',
    (word, tokens) => {
      expect(clip.encodeWord(word)).toEqual(tokens)
    },
  )

  test('a text has the tokens of its words, whatever the white space', () => {
    expect(clip.encode('  a\tphoto,\n\u3000a CAT ')).toEqual([320, 1125, 267, 320, 2368])
    expect(clip.encode('')).toEqual([])
    expect(clip.encode(' \n')).toEqual([])
  })

  test('special symbols in the text are tokens of their own', () => {
    expect(clip.encode('a<|EndOfText|>cat <|startoftext|>')).toEqual([320, 49407, 2368, 49406])
    expect([clip.bosId, clip.eosId, clip.padId]).toEqual([49406, 49407, 49407])
  })

  test('the padding may be an ordinary symbol', () => {
    const padded = createClipTokenizer({ ...excerptVocabulary(), specials: { ...SPECIALS, pad: '!' } })
    expect(padded.padId).toBe(0)
  })

  test('a symbol that the vocabulary lacks becomes the end token', () => {
    expect(clip.encodeWord('z')).toEqual([49407])
  })
})

function excerptVocabulary() {
  return { vocab: excerpt.vocab, merges: '', specials: SPECIALS }
}

test('a special symbol that the vocabulary lacks is an error', () => {
  const specials = { ...SPECIALS, eos: '</s>' }
  expect(() => createClipTokenizer({ ...excerptVocabulary(), specials })).toThrow('</s>')
})

describe('with the sticker vocabulary', () => {
  test('a common word is one token', () => {
    expect(sticker.encode('ball')).toEqual([stickerVocab['ball</w>']])
  })

  test.each([
    ['emoji', '👩‍👩‍👧‍👦 🐱‍👤🏳️‍🌈'],
    ['right-to-left text', 'שלום עולם مرحبا بالعالم'],
    ['a NUL', 'a\0b \0'],
    ['lone surrogates', '\ud83d x \udc31 a\ud800'],
    ['combining marks', 'e\u0301 Å नमस्ते'],
    ['names of object members', 'constructor __proto__ toString'],
  ])('%s comes back whole', (_, text) => {
    const ids = sticker.encode(text)
    expect(ids.every(Number.isInteger)).toBe(true)
    expect(decode(ids).text).toBe(essence(text))
  })

  test('any text comes back but for case and white space, and gives the tokens of its words', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())
    fc.assert(
      fc.property(anyText, (text) => {
        const ids = sticker.encode(text)
        expect(decode(ids).text).toBe(essence(text))
        expect(ids).toEqual(text.split(/\s+/u).flatMap((word) => sticker.encodeWord(word)))
      }),
    )
  })

  test('ten thousand characters without a space take no more than a moment', () => {
    const letters = Array.from({ length: 10_000 }, (_, i) => 'aeiotrsnlc'[(i * i * 7 + i) % 10]!).join('')
    const before = performance.now()
    const ids = sticker.encodeWord(letters)
    expect(performance.now() - before).toBeLessThan(2000)
    expect(decode(ids)).toEqual({ text: letters, words: 1 })
  })

  test('more words than are remembered are still encoded right, twice', () => {
    const words = Array.from({ length: 5000 }, (_, i) => `w${i.toString(36).replace(/\d/g, 'é')}x`)
    const first = words.map((word) => sticker.encodeWord(word))
    expect(words.map((word) => sticker.encodeWord(word))).toEqual(first)
    first.forEach((ids, i) => expect(decode(ids).text).toBe(words[i]))
  })

  test('changing a result does not change the next one', () => {
    sticker.encodeWord('ball').push(1)
    expect(sticker.encodeWord('ball')).toEqual([stickerVocab['ball</w>']])
  })
})
