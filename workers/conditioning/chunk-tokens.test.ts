import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkTokens, groupTokens, type ChunkShape } from './chunk-tokens.ts'

const CLIP_L: ChunkShape = { maxTokens: 77, bosId: 49406, eosId: 49407, padId: 49407 }
const CLIP_G: ChunkShape = { ...CLIP_L, padId: 0 }
const SMALL: ChunkShape = { maxTokens: 16, bosId: -1, eosId: -2, padId: -3 }

const word = (length: number, weight = 1, first = 100) => ({
  ids: Array.from({ length }, (_, i) => first + i),
  weight,
})

test('no text is one chunk of start, end and padding', () => {
  for (const shape of [CLIP_L, CLIP_G]) {
    const [chunk, ...others] = chunkTokens([], shape)
    expect(others).toEqual([])
    expect(chunk!.ids).toEqual([49406, 49407, ...new Array<number>(75).fill(shape.padId)])
    expect(chunk!.weights).toEqual(new Array<number>(77).fill(1))
  }
})

test('weights belong to the words, and start, end and padding have 1', () => {
  const [chunk] = chunkTokens([word(2, 1.3), word(1, -1)], SMALL)
  expect(chunk!.ids.slice(0, 6)).toEqual([-1, 100, 101, 100, -2, -3])
  expect(chunk!.weights.slice(0, 6)).toEqual([1, 1.3, 1.3, -1, 1, 1])
})

test('exactly 75 tokens fill one chunk, and one more begins another', () => {
  const words = Array.from({ length: 75 }, () => word(1))
  expect(chunkTokens(words, CLIP_L)).toHaveLength(1)
  const [first, second] = chunkTokens([...words, word(1, 1.2)], CLIP_L)
  expect(first!.ids.at(-1)).toBe(49407)
  expect(second!.ids.slice(0, 3)).toEqual([49406, 100, 49407])
  expect(second!.weights[1]).toBe(1.2)
})

describe('a word that does not fit', () => {
  test('of seven tokens moves to the next chunk whole, and padding takes its place', () => {
    const [first, second] = chunkTokens([word(10), word(7, 1, 200)], SMALL)
    expect(first!.ids.slice(10)).toEqual([109, -2, -3, -3, -3, -3])
    expect(second!.ids.slice(0, 9)).toEqual([-1, ...word(7, 1, 200).ids, -2])
  })

  test('of eight tokens is cut', () => {
    const [first, second] = chunkTokens([word(10), word(8, 1.5, 200)], SMALL)
    expect(first!.ids.slice(10)).toEqual([109, 200, 201, 202, 203, -2])
    expect(first!.weights.slice(10)).toEqual([1, 1.5, 1.5, 1.5, 1.5, 1])
    expect(second!.ids.slice(0, 6)).toEqual([-1, 204, 205, 206, 207, -2])
  })

  test('of hundreds of tokens fills chunk after chunk', () => {
    expect(chunkTokens([word(300)], CLIP_L)).toHaveLength(4)
  })

  test('is cut, however short, where a chunk is too small for it', () => {
    const chunks = chunkTokens([word(5)], { ...SMALL, maxTokens: 4 })
    expect(chunks.map(({ ids }) => ids)).toEqual([
      [-1, 100, 101, -2],
      [-1, 102, 103, -2],
      [-1, 104, -2, -3],
    ])
  })
})

test('tokens and their weights keep their order, in chunks of equal length that begin and end as they must', () => {
  const anyWord = fc.record({
    ids: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }),
    weight: fc.double({ min: -2, max: 2, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 30 }), fc.integer({ min: 3, max: 77 }), (words, maxTokens) => {
      const chunks = chunkTokens(words, { ...SMALL, maxTokens })
      for (const { ids, weights } of chunks) {
        expect([ids.length, weights.length]).toEqual([maxTokens, maxTokens])
        expect(ids[0]).toBe(-1)
        expect(ids.filter((id) => id === -2)).toHaveLength(1)
      }
      const content = chunks.flatMap(({ ids, weights }) =>
        ids.map((id, i) => ({ id, weight: weights[i]! })).filter(({ id }) => id > 0),
      )
      expect(content).toEqual(words.flatMap(({ ids, weight }) => ids.map((id) => ({ id, weight }))))
    }),
  )
})

test('a chunk without room for a word is refused', () => {
  expect(() => chunkTokens([], { ...SMALL, maxTokens: 2 })).toThrow(RangeError)
})

test('words are what white space separates, and those without tokens are left out', () => {
  const tokenizer = {
    encodeWord: (text: string) => Array.from(text, (character) => character.codePointAt(0)!),
  }
  const parts = [
    { text: 'ab \n c', weight: 1 },
    { text: ' d', weight: 1.4 },
  ]
  expect(groupTokens(parts, tokenizer)).toEqual([
    { ids: [97, 98], weight: 1 },
    { ids: [99], weight: 1 },
    { ids: [100], weight: 1.4 },
  ])
})
