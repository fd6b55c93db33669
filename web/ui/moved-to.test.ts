import { describe, expect, it } from 'vitest'
import { movedTo } from './moved-to.ts'

describe('movedTo', () => {
  it('puts an item to another place', () => {
    expect(movedTo(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(movedTo(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(movedTo(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'b', 'c'])
  })
})
