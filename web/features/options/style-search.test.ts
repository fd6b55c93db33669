import { describe, expect, it } from 'vitest'
import { searchStyles } from './style-search.ts'

const styles = ['SAI Anime', 'Pâte Mécanique', 'Game Zelda'].map((name) => ({ name }))
const found = (query: string) => searchStyles(styles, query).map(({ name }) => name)

describe('searchStyles', () => {
  it('finds by any part of the name, without regard to case and accents', () => {
    expect(found('ANI')).toEqual(['SAI Anime', 'Pâte Mécanique'])
    expect(found('mecanique')).toEqual(['Pâte Mécanique'])
  })

  it('wants every word', () => {
    expect(found('zelda game')).toEqual(['Game Zelda'])
    expect(found('zelda anime')).toEqual([])
  })

  it('keeps all in their order for an empty query', () => {
    expect(found('  ')).toHaveLength(3)
  })
})
