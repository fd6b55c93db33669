import { describe, expect, it } from 'vitest'
import type { StoredValue } from '../../state/stored-value.ts'
import { createPlaces } from './places.ts'

function memory(value?: unknown): StoredValue {
  return {
    read: () => value,
    write: (next) => void (value = next),
  }
}

describe('createPlaces', () => {
  it('gives back what was noted, each by its name', () => {
    const kept = memory()
    createPlaces(kept).write('gallery', 812.4)
    createPlaces(kept).write('settings', 40)
    const later = createPlaces(kept)
    expect([later.read('gallery'), later.read('settings'), later.read('models')]).toEqual([812, 40, 0])
  })

  it('starts at the top when what was kept is of another form', () => {
    for (const odd of [null, 'x', [5], { gallery: 'far' }, { gallery: -3 }]) {
      expect(createPlaces(memory(odd)).read('gallery')).toBe(0)
    }
  })
})
