import { expect, test } from 'vitest'
import { createNoise } from '../math/random.ts'
import { hasWeights, weighEmbeddings } from './weigh-embeddings.ts'

const TOKENS = 8
const WIDTH = 16
const noise = createNoise(21n)
const embeddings = noise.normal(TOKENS * WIDTH).map((value) => value + 0.5)
const empty = noise.normal(TOKENS * WIDTH)
const ones = new Array<number>(TOKENS).fill(1)
const weightedAt = (token: number, weight: number) => ones.map((one, i) => (i === token ? weight : one))
const mean = (values: Float32Array) => values.reduce((total, value) => total + value, 0) / values.length

test('weights of 1 leave the embeddings as they are', () => {
  expect(hasWeights(ones)).toBe(false)
  expect(weighEmbeddings(embeddings, empty, ones)).toBe(embeddings)
})

test.each([1.3, 0.5, 0, -0.7])(
  'weight %f moves its token along the line from the empty text, and keeps the mean',
  (weight) => {
    const weighted = weighEmbeddings(embeddings, empty, weightedAt(3, weight))
    expect(mean(weighted)).toBeCloseTo(mean(embeddings), 5)
    // The correction is one factor for the whole chunk, and an untouched token shows it.
    const factor = weighted[0]! / embeddings[0]!
    weighted.forEach((value, i) => {
      const moved = empty[i]! + weight * (embeddings[i]! - empty[i]!)
      const expected = factor * (Math.floor(i / WIDTH) === 3 ? moved : embeddings[i]!)
      expect(Math.abs(value - expected)).toBeLessThan(1e-5)
    })
  },
)

test('a small chunk worked out by hand', () => {
  // Token 1 goes from 3 to 1 + 2·(3 − 1) = 5; the sum goes from 4 to 6, so all is multiplied by 4/6.
  const weighted = weighEmbeddings(Float32Array.of(1, 3), Float32Array.of(9, 1), [1, 2])
  expect(weighted[0]).toBeCloseTo(2 / 3, 6)
  expect(weighted[1]).toBeCloseTo(10 / 3, 6)
})

test('a mean that comes out as nothing is left alone', () => {
  const weighted = weighEmbeddings(Float32Array.of(1, 3), Float32Array.of(0, 1), [1, -1])
  expect(weighted).toEqual(Float32Array.of(1, -1))
})

test('the inputs are left alone', () => {
  const before = [embeddings.slice(), empty.slice()]
  weighEmbeddings(embeddings, empty, weightedAt(0, 2))
  expect([embeddings, empty]).toEqual(before)
})

test('shapes that do not fit are refused', () => {
  expect(() => weighEmbeddings(embeddings, empty.slice(1), ones)).toThrow(RangeError)
  expect(() => weighEmbeddings(embeddings, empty, [1, 2, 3])).toThrow(RangeError)
})
