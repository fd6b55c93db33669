import { expect, test } from 'vitest'
import { createMersenneTwister } from '../math/mersenne-twister.ts'
import { drawToken } from './draw-token.ts'

const draw = (logits: readonly number[], candidates: readonly number[], uniform: number) =>
  drawToken({ logits: Float32Array.from(logits), candidates, uniform })

test('each candidate gets its share of the unit interval, the likeliest first', () => {
  // e^ln3 : e^0 = 3 : 1, so the border lies at three quarters.
  const logits = [0, 99, Math.log(3)]
  expect([0, 0.7499, 0.7501, 0.9999].map((uniform) => draw(logits, [0, 2], uniform))).toEqual([2, 2, 0, 0])
})

test('equal numbers go by id, in whatever order the candidates come', () => {
  expect(draw([1, 1, 1], [2, 0, 1], 0)).toBe(0)
  expect(draw([1, 1, 1], [2, 0, 1], 0.5)).toBe(1)
})

test('what is no candidate is never drawn, and without candidates nothing is', () => {
  expect(draw([1000, 0], [1], 0.5)).toBe(1)
  expect(draw([1, 2], [], 0.5)).toBeNull()
})

test('only the hundred likeliest are drawn from', () => {
  const logits = Array.from({ length: 150 }, (_, id) => id * 1e-6)
  const next = createMersenneTwister(1n)
  const ids = logits.map((_, id) => id)
  const drawn = new Set(Array.from({ length: 5000 }, () => draw(logits, ids, next() / 2 ** 32)))
  expect(Math.min(...[...drawn].map(Number))).toBe(50)
  expect(drawn.size).toBe(100)
})

test('shares are kept for logits far from zero', () => {
  expect(draw([-9000, -9000 + Math.log(3)], [0, 1], 0.74)).toBe(1)
  expect(draw([9000, 9000 + Math.log(3)], [0, 1], 0.76)).toBe(0)
})
