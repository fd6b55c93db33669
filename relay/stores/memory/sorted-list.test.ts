import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSortedList } from './sorted-list.ts'

const numbers = () => createSortedList<number>((a, b) => a - b)

describe('a sorted list', () => {
  it('keeps order, size and both ends, whatever is added and removed', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(900)), { maxLength: 1500 })
    fc.assert(
      fc.property(steps, (changes) => {
        const list = numbers()
        const model = new Set<number>()
        for (const [adds, value] of changes) {
          if (!adds) expect(list.delete(value)).toBe(model.delete(value))
          else if (!model.has(value)) {
            list.add(value)
            model.add(value)
          }
        }
        const expected = [...model].sort((a, b) => a - b)
        expect([...list]).toEqual(expected)
        expect([...list.reversed()]).toEqual(expected.toReversed())
        expect(list.first()).toBe(expected[0])
        expect(list.size).toBe(expected.length)
      }),
      { numRuns: 30 },
    )
  })

  it('stays in order over many blocks, filled from the middle', () => {
    const list = numbers()
    for (let value = 0; value < 5_000; value++) list.add((value * 7919) % 5_003)
    const values = [...list]
    expect(values).toHaveLength(5_000)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    for (const value of values) expect(list.delete(value)).toBe(true)
    expect([...list]).toEqual([])
    expect(list.first()).toBeUndefined()
  })

  it('does not remove what it does not hold', () => {
    const list = numbers()
    expect(list.delete(1)).toBe(false)
    list.add(1)
    expect(list.delete(2)).toBe(false)
    expect(list.delete(0)).toBe(false)
    expect(list.size).toBe(1)
  })
})
