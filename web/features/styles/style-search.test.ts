import { describe, expect, it } from 'vitest'
import { BUILT_IN_ENTRIES } from './style-entries.ts'
import { searchStyles } from './style-search.ts'

const styles = ['SAI Anime', 'Pâte Mécanique', 'Game Zelda'].map((name) => ({ name, keywords: '' }))
const found = (query: string) => searchStyles(styles, query).map(({ name }) => name)
const foundInAll = (query: string) => searchStyles(BUILT_IN_ENTRIES, query).map(({ name }) => name)

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

  it('finds by keywords: manga finds anime, both spellings find watercolor', () => {
    expect(foundInAll('manga')).toEqual(expect.arrayContaining(['SAI Anime', 'MRE Manga', 'MRE Anime']))
    expect(foundInAll('watercolor')).toEqual(['Artstyle Watercolor', 'Watercolor 2'])
    expect(foundInAll('watercolour')).toEqual(['Artstyle Watercolor', 'Watercolor 2'])
  })

  it('does not guess while something matches', () => {
    const near = [
      { name: 'Retro', keywords: '' },
      { name: 'Metro', keywords: '' },
    ]
    expect(searchStyles(near, 'retro').map(({ name }) => name)).toEqual(['Retro'])
    expect(searchStyles(near, 'netro').map(({ name }) => name)).toContain('Metro')
  })

  it('finds nothing for what is no slip of anything', () => {
    expect(foundInAll('xylophone')).toEqual([])
  })
})

describe('typical slips of the finger', () => {
  it.each([
    ['watercolr', 'Artstyle Watercolor'],
    ['watrecolor', 'Artstyle Watercolor'],
    ['watercolro', 'Watercolor 2'],
    ['animee', 'SAI Anime'],
    ['mangga', 'MRE Manga'],
    ['cinamatic', 'SAI Cinematic'],
    ['cinemtic', 'Fooocus Cinematic'],
    ['photgraph', 'Fooocus Photograph'],
    ['fotograph', 'Fooocus Photograph'],
    ['steampnuk', 'Artstyle Steampunk'],
    ['steampuk', 'Steampunk 2'],
    ['cybrpunk', 'MRE Dark Cyberpunk'],
    ['cyberpnuk', 'MRE Dark Cyberpunk'],
    ['origmai', 'SAI Origami'],
    ['isometic', 'SAI Isometric'],
    ['pixle', 'SAI Pixel Art'],
    ['lowpolly', 'SAI Lowpoly'],
    ['impresionist', 'Artstyle Impressionist'],
    ['surealist', 'Artstyle Surrealist'],
    ['psychadelic', 'Artstyle Psychedelic'],
    ['reneissance', 'Artstyle Renaissance'],
    ['baroqe', 'Baroque'],
    ['grafitti', 'Graffiti Art'],
    ['minimalsit', 'Misc Minimalist'],
    ['silhoutte', 'Photo Silhouette'],
    ['polariod', 'Faded Polaroid Photo'],
    ['minecarft', 'Game Minecraft'],
    ['embriodery', 'Mk Embroidery'],
    ['cyanotpye', 'Mk Cyanotype Print'],
    ['mozaic', 'Mk Mosaic'],
  ])('%s finds %s', (typed, name) => {
    expect(foundInAll(typed)).toContain(name)
  })
})
