import { describe, expect, it } from 'vitest'
import { measureGrid, rowsOf, stepInGrid, type GridStep } from './grid-rows.ts'

const letters = (text: string) => [...text]
const measure = { columns: 3, tile: 100, gap: 10, heading: 40 }
const rows = rowsOf(
  [
    { key: 'today', title: 'Today', items: letters('abcde') },
    { key: 'before', title: 'Before', items: letters('fghij') },
  ],
  measure,
)

describe('a grid', () => {
  it('has as many columns as fit, and fills its width with whole pixels', () => {
    expect(measureGrid(1000, 176, 8, 40)).toEqual({ columns: 5, tile: 193, gap: 8, heading: 40 })
    expect(measureGrid(176, 176, 8, 40).columns).toBe(1)
    expect(measureGrid(0, 176, 8, 40)).toMatchObject({ columns: 1, tile: 1 })
  })

  it('begins a new row with each section, below its heading', () => {
    expect(rows.map((row) => [row.kind === 'items' ? row.items.join('') : row.title, row.top])).toEqual([
      ['Today', 0],
      ['abc', 40],
      ['de', 150],
      ['Before', 260],
      ['fgh', 300],
      ['ij', 410],
    ])
  })

  it('has no heading where there is no title', () => {
    expect(rowsOf([{ key: 'all', title: null, items: letters('ab') }], measure)).toMatchObject([
      { kind: 'items', from: 0, top: 0 },
    ])
  })
})

describe('a key in a grid', () => {
  const go = (from: string, step: GridStep, page = 2) =>
    'abcdefghij'[stepInGrid(rows, 'abcdefghij'.indexOf(from), step, page)]

  it.each<[string, GridStep, string]>([
    ['a', 'next', 'b'],
    ['e', 'next', 'f'],
    ['j', 'next', 'j'],
    ['a', 'previous', 'a'],
    ['f', 'previous', 'e'],
    ['b', 'below', 'e'],
    // The row below is shorter: its last one is nearest.
    ['c', 'below', 'e'],
    ['e', 'below', 'g'],
    ['j', 'below', 'j'],
    ['g', 'above', 'e'],
    ['h', 'above', 'e'],
    ['a', 'above', 'a'],
    ['d', 'first', 'a'],
    ['d', 'last', 'j'],
    ['b', 'pageDown', 'g'],
    ['i', 'pageUp', 'd'],
    ['a', 'pageUp', 'a'],
  ])('leads from %s by %s to %s', (from, step, to) => expect(go(from, step)).toBe(to))

  it('stays where nothing is', () => {
    expect(stepInGrid([], 0, 'next', 2)).toBe(0)
  })
})
