import { expect, test } from 'vitest'
import { repeatContexts, type Context } from './repeat-context.ts'

const WIDTH = 3
const context = (tokens: number, first = 1): Context => ({
  values: Float32Array.from({ length: tokens * WIDTH }, (_, i) => first + i),
  tokens,
})

test('contexts of one length are taken as they are', () => {
  const [wanted, unwanted] = [context(77), context(77)]
  const repeated = repeatContexts(wanted, unwanted)
  expect(repeated).toEqual({ run: 'together', wanted, unwanted })
  expect(repeated.run === 'together' && repeated.wanted).toBe(wanted)
})

test('the shorter one is repeated whole, whichever it is', () => {
  const short = context(2)
  const long = context(6)
  const thrice = { values: Float32Array.of(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6), tokens: 6 }
  expect(repeatContexts(short, long)).toEqual({ run: 'together', wanted: thrice, unwanted: long })
  expect(repeatContexts(long, short)).toEqual({ run: 'together', wanted: long, unwanted: thrice })
})

test('both are repeated where neither length divides the other', () => {
  const repeated = repeatContexts(context(154), context(231))
  expect(repeated.run === 'together' && [repeated.wanted.tokens, repeated.unwanted.tokens]).toEqual([
    462, 462,
  ])
})

test.each([
  [77, 308, 'together'],
  [77, 385, 'apart'],
  [308, 231, 'together'],
  [385, 231, 'apart'],
  [16, 48, 'together'],
])('contexts of %i and %i tokens run %s', (wanted, unwanted, run) => {
  expect(repeatContexts(context(wanted), context(unwanted)).run).toBe(run)
})

test('attention to a repeated context is attention to the context', () => {
  const attend = ({ values, tokens }: Context) => {
    const scores = Array.from({ length: tokens }, (_, i) => Math.exp(Math.sin(values[i * WIDTH]!)))
    const total = scores.reduce((sum, score) => sum + score, 0)
    return scores.reduce((sum, score, i) => sum + (score / total) * values[i * WIDTH + 1]!, 0)
  }
  const repeated = repeatContexts(context(5), context(20))
  expect(repeated.run === 'together' && attend(repeated.wanted)).toBeCloseTo(attend(context(5)), 10)
})
