import { describe, expect, test } from 'vitest'
import { groupTokens } from './chunk-tokens.ts'
import { embeddingWords, embedWords } from './embedding-words.ts'
import { parseWeights } from './parse-weights.ts'

const rows = [Float32Array.of(1), Float32Array.of(2)]
const known = new Map([['cat', rows]])
/** A token for each character. */
const tokenizer = { encodeWord: (word: string) => Array.from(word, (character) => character.codePointAt(0)!) }

function groups(prompt: string) {
  const words = embedWords(parseWeights(prompt), tokenizer, known)
  return { groups: groupTokens(words.parts, words), vectors: words.vectors }
}

describe('the names of embeddings in a prompt', () => {
  test.each([
    ['a cat', []],
    ['embedding:cat on embedding:mat', ['cat', 'mat']],
    ['(embedding:cat:1.1) embedding:cat', ['cat']],
    ['embedding:cat, embedding:', ['cat,', '']],
    ['an embedding: cat, notembedding:cat Embedding:cat', ['']],
  ])('of %j are %j', (prompt, names) => {
    expect(embeddingWords(prompt)).toEqual(names)
  })
})

test('a word stands for the rows of its embedding, with the weight that it has', () => {
  expect(groups('a (embedding:cat:1.5) b')).toEqual({
    groups: [
      { ids: [97], weight: 1 },
      { ids: [-1, -2], weight: 1.5 },
      { ids: [98], weight: 1 },
    ],
    vectors: rows,
  })
})

test('commas behind a name are words, unless the name has them', () => {
  expect(groups('embedding:cat,, b').groups.map(({ ids }) => ids)).toEqual([[-1, -2], [44, 44], [98]])
  const whole = embedWords(parseWeights('embedding:cat,'), tokenizer, new Map([['cat,', rows]]))
  expect(groupTokens(whole.parts, whole).map(({ ids }) => ids)).toEqual([[-1, -2]])
})

test('a name that nobody knows says nothing', () => {
  expect(groups('a embedding:dog b').groups.map(({ ids }) => ids)).toEqual([[97], [98]])
})
