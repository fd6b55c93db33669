import { expect, it } from 'vitest'
import { EXPANSION_STYLE, findStyle, RANDOM_STYLE, sortOutStyles } from './find-style.ts'
import { STYLES } from './styles.ts'

it('finds every style by its name', () => {
  expect(STYLES.map(({ name }) => findStyle(name))).toEqual(STYLES.map((style) => ({ kind: 'known', style })))
})

it.each([
  ['SAI Anme', 'SAI Anime'],
  ['sai anime', 'SAI Anime'],
  ['Fooocus Sharpp', 'Fooocus Sharp'],
  ['Focus Cinematic', 'Fooocus Cinematic'],
  ['Random Stile', 'Random Style'],
  ['Fooocus V22', 'Fooocus V2'],
])('does not know %s and points at %s', (name, nearest) => {
  expect(findStyle(name)).toEqual({ kind: 'unknown', nearest })
})

it.each([
  [EXPANSION_STYLE, 'Fooocus V2'],
  [RANDOM_STYLE, 'Random Style'],
])('has no template for %s, which stands among the styles', (name, spelled) => {
  expect(name).toBe(spelled)
  expect(findStyle(name).kind).toBe('unknown')
})

it('sorts out what no request may have, in order', () => {
  const names = ['SAI Anime', 'Unheard Of', 'Fooocus V2', 'sai anime', 'Random Style']
  expect(sortOutStyles(names, [])).toEqual({
    known: ['SAI Anime', 'Fooocus V2', 'Random Style'],
    unknown: ['Unheard Of', 'sai anime'],
  })
  expect(sortOutStyles(names, ['Unheard Of']).unknown).toEqual(['sai anime'])
})
