import { expect, test } from 'vitest'
import { guidanceEmbedding } from './guidance-embedding.ts'

test('a scale of 1 is no guidance: sines of 0, then cosines of 0', () => {
  expect([...guidanceEmbedding(1, 6)]).toEqual([0, 0, 0, 1, 1, 1])
})

test('frequencies go from 1 down to 1/10000', () => {
  const embedding = guidanceEmbedding(3, 4)
  const expected = [Math.sin(2000), Math.sin(0.2), Math.cos(2000), Math.cos(0.2)]
  embedding.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6))
})
