import { expect, it } from 'vitest'
import { EXPANSION_STYLE, findStyle } from './find-style.ts'
import { STYLES } from './styles.ts'

it('finds every style by its name', () => {
  expect(STYLES.map(({ name }) => findStyle(name))).toEqual(STYLES.map((style) => ({ kind: 'known', style })))
})

it.each([
  ['SAI Anme', 'SAI Anime'],
  ['sai anime', 'SAI Anime'],
  ['Fooocus Sharpp', 'Fooocus Sharp'],
  ['Focus Cinematic', 'Fooocus Cinematic'],
])('does not know %s and points at %s', (name, nearest) => {
  expect(findStyle(name)).toEqual({ kind: 'unknown', nearest })
})

it('has no template for the prompt expansion, which stands among the styles', () => {
  expect(EXPANSION_STYLE).toBe('Fooocus V2')
  expect(findStyle(EXPANSION_STYLE).kind).toBe('unknown')
})
