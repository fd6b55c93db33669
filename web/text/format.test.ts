import { describe, expect, it } from 'vitest'
import { altText } from './alt-text.ts'
import { formatBytes, formatDate, formatList, formatTime, joinClauses, roundTime } from './format.ts'
import { sayEnglish } from './say-english.ts'

const say = sayEnglish()

describe('formatBytes', () => {
  it.each([
    [0, '0 byte'],
    [312_000_000, '312 MB'],
    [1_900_000_000, '1.9 GB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes, say)).toBe(text)
  })
})

describe('formatBytes, formatDate and formatList', () => {
  const at = new Date(2026, 10, 29, 13, 5).getTime()

  it.each([
    ['en-US', '1.9 GB', 'Nov 29, 2026', 'a, b, c'],
    ['de', '1,9\u00a0GB', '29.11.2026', 'a, b und c'],
    ['zh-CN', '1.9 GB', '2026年11月29日', 'a、b、c'],
  ])('write as is usual in %s', (locale, bytes, date, list) => {
    expect(formatBytes(1_900_000_000, { locale })).toBe(bytes)
    expect(formatDate(at, { dateStyle: 'medium' }, { locale })).toBe(date)
    expect(formatList(['a', 'b', 'c'], { locale })).toBe(list)
  })
})

describe('joinClauses', () => {
  it('sets them apart, and needs none', () => {
    expect([[], ['a'], ['a, b', 'c', 'd']].map((clauses) => joinClauses(clauses, say))).toEqual([
      '',
      'a',
      'a, b; c; d',
    ])
  })
})

describe('roundTime', () => {
  it('goes up through steps a person would say', () => {
    expect([0, 1.2, 4, 18, 31, 50, 59, 100, 200].map(roundTime)).toEqual([1, 2, 5, 20, 45, 60, 60, 120, 180])
  })

  it('never says less for more', () => {
    let last = 0
    for (let seconds = 0; seconds < 400; seconds++) {
      expect(roundTime(seconds)).toBeGreaterThanOrEqual(last)
      last = roundTime(seconds)
    }
  })
})

describe('formatTime', () => {
  it('changes to minutes and hours', () => {
    expect([18, 120, 7200].map((seconds) => formatTime(seconds, say))).toEqual(['20 s', '2 min', '2 h'])
  })
})

describe('altText', () => {
  it('is the prompt, in one line and not too long', () => {
    expect(altText(' a fox\n in snow ', say)).toBe('a fox in snow')
    expect(altText('x'.repeat(400), say)).toHaveLength(250)
    expect(altText('  ', say)).toBe('Picture without prompt')
  })
})
