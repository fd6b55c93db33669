import { describe, expect, it } from 'vitest'
import { isSingleCharacter } from './key-combo.ts'
import { SHORTCUTS } from './shortcut-table.ts'

describe('the table of shortcuts', () => {
  it('gives no keys to two shortcuts of one place, nor to one of a place and one that acts anywhere', () => {
    const places = ['gallery', 'full'] as const
    for (const place of places) {
      const keys = SHORTCUTS.filter(({ where }) => where === place || where === 'anywhere').flatMap(
        ({ keys: combos }): readonly string[] => combos,
      )
      const twice = keys.filter((combo, at) => keys.indexOf(combo) !== at)
      expect(twice).toEqual([])
    }
  })

  it('keeps single characters that act anywhere out of text boxes', () => {
    const unkept = SHORTCUTS.filter(
      (line) =>
        line.where === 'anywhere' &&
        line.keys.some((combo) => isSingleCharacter(combo)) &&
        !('isKeptFromText' in line),
    )
    expect(unkept).toEqual([])
  })
})
