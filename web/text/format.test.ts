import { describe, expect, it } from 'vitest'
import { altText } from './alt-text.ts'
import { formatBytes, formatTime, roundTime } from './format.ts'
import { sayEnglish } from './say-english.ts'

const say = sayEnglish()

describe('formatBytes', () => {
  it.each([
    [0, '0 byte'],
    [312_000_000, '312 MB'],
    [1_900_000_000, '1.9 GB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
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
