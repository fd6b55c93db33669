import { describe, expect, it } from 'vitest'
import { createHabitsStore, KEPT_PROMPTS } from './habits.ts'

function memory(kept?: unknown) {
  const value = { kept }
  return { read: () => value.kept, write: (next: unknown) => void (value.kept = next), value }
}

describe('habits', () => {
  it('keep favourites, and give a star back', () => {
    const kept = memory()
    const { toggleFavourite } = createHabitsStore(kept).getState()
    toggleFavourite('Baroque')
    toggleFavourite('SAI Anime')
    toggleFavourite('Baroque')
    expect(createHabitsStore(kept).getState().favouriteStyles).toEqual(['SAI Anime'])
  })

  it('note styles and prompts of tasks, the latest first, each once', () => {
    const store = createHabitsStore(memory())
    const { note } = store.getState()
    note({ prompt: 'a cat', style_selections: ['Baroque', 'SAI Anime'] })
    note({ prompt: 'a dog', style_selections: ['SAI Anime'] })
    note({ prompt: 'a cat', style_selections: [] })
    note({ prompt: '  ', style_selections: [] })
    expect(store.getState()).toMatchObject({
      recentPrompts: ['a cat', 'a dog'],
      recentStyles: ['SAI Anime', 'Baroque'],
      styleUses: { Baroque: 1, 'SAI Anime': 2 },
    })
  })

  it('hold no more prompts than the menu shows', () => {
    const store = createHabitsStore(memory())
    for (let i = 0; i <= KEPT_PROMPTS; i++) store.getState().note({ prompt: `${i}`, style_selections: [] })
    expect(store.getState().recentPrompts).toHaveLength(KEPT_PROMPTS)
    expect(store.getState().recentPrompts[0]).toBe(String(KEPT_PROMPTS))
  })

  it('start anew from what cannot be read', () => {
    expect(createHabitsStore(memory({ favouriteStyles: 7 })).getState().favouriteStyles).toEqual([])
    expect(createHabitsStore(memory({ favouriteStyles: ['Baroque'] })).getState()).toMatchObject({
      favouriteStyles: ['Baroque'],
      recentPrompts: [],
    })
  })
})
