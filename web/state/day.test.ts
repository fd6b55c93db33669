import { describe, expect, it } from 'vitest'
import { boundsOf, dayOf, dayWord } from './day.ts'

describe('a day', () => {
  it('has all its moments and no others', () => {
    const { from, to } = boundsOf('2026-11-28')!
    expect([dayOf(from), dayOf(to - 1)]).toEqual(['2026-11-28', '2026-11-28'])
    expect([dayOf(from - 1), dayOf(to)]).toEqual(['2026-11-27', '2026-11-29'])
  })

  it('has a word as seen from another one', () => {
    const now = new Date(2026, 2, 1, 0, 30).getTime()
    const at = (...parts: [number, number, number, number]) => dayWord(new Date(...parts).getTime(), now)
    expect(at(2026, 2, 1, 0)).toBe('today')
    expect(at(2026, 1, 28, 0)).toBe('yesterday')
    expect(at(2026, 1, 27, 23)).toBe('earlier')
  })

  it('is read from nothing else', () => {
    for (const text of ['', 'today', '2026-02-30', '2026-13-01', '2026-1-1', '2026-11-28 ']) {
      expect(boundsOf(text)).toBeNull()
    }
  })
})
