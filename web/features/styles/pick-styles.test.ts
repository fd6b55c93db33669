import { describe, expect, it } from 'vitest'
import { pickStyles, selectStyles, type StyleChoice, type StyleHabits } from './pick-styles.ts'
import { BUILT_IN_ENTRIES } from './style-entries.ts'

const HABITS: StyleHabits = {
  favourites: ['SAI Anime', 'Baroque'],
  recent: ['Baroque', 'Random Style', 'SAI Anime'],
  uses: { Baroque: 3, 'SAI Anime': 5 },
}
const pick = (choice: Partial<StyleChoice>) =>
  pickStyles(
    BUILT_IN_ENTRIES,
    { query: '', filter: 'all', source: 'all', order: 'fooocus', ...choice },
    HABITS,
  ).map(({ name }) => name)

describe('pickStyles', () => {
  it('shows all in Fooocus’ order, the two special ones first', () => {
    const names = pick({})
    expect(names).toHaveLength(282)
    expect(names.slice(0, 3)).toEqual(['Fooocus V2', 'Random Style', 'Sticker 3D'])
    expect(pick({ order: 'name' }).slice(0, 4)).toEqual([
      'Fooocus V2',
      'Random Style',
      'Abstract Expressionism',
      'Academia',
    ])
  })

  it('puts the most used first, and the rest in Fooocus’ order', () => {
    expect(pick({ order: 'uses' }).slice(2, 5)).toEqual(['SAI Anime', 'Baroque', 'Sticker 3D'])
  })

  it('narrows to favourites, recently used ones with the latest first, categories and collections', () => {
    expect(pick({ filter: 'favourites' })).toEqual(['SAI Anime', 'Baroque'])
    expect(pick({ filter: 'recent', order: 'name' })).toEqual(HABITS.recent)
    expect(pick({ filter: 'paper' })).toEqual(expect.arrayContaining(['SAI Origami', 'Mk Embroidery']))
    expect(pick({ source: 'mre' })).toHaveLength(22)
    expect(pick({ source: 'mre', filter: 'painting', query: 'japanese' })).toEqual([
      'MRE Sumi E Symbolic',
      'MRE Sumi E Detailed',
    ])
  })
})

describe('selectStyles', () => {
  it('leaves what is hidden in its place and puts new ones at the end', () => {
    expect(selectStyles(['a', 'b', 'c'], ['b', 'd'], ['d'])).toEqual(['a', 'c', 'd'])
    expect(selectStyles(['a', 'b'], ['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual(['a', 'b', 'c'])
  })
})
