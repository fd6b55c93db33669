import { describe, expect, it } from 'vitest'
import { boundsOf, dayOf } from './day.ts'

describe('a day', () => {
  it('has all its moments and no others', () => {
    const { from, to } = boundsOf('2026-11-28')!
    expect([dayOf(from), dayOf(to - 1)]).toEqual(['2026-11-28', '2026-11-28'])
    expect([dayOf(from - 1), dayOf(to)]).toEqual(['2026-11-27', '2026-11-29'])
  })

  it('is read from nothing else', () => {
    for (const text of ['', 'today', '2026-02-30', '2026-13-01', '2026-1-1', '2026-11-28 ']) {
      expect(boundsOf(text)).toBeNull()
    }
  })
})
