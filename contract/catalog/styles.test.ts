import { describe, expect, it } from 'vitest'
import { parseRequest } from '../parse-request.ts'
import { EXPANSION_STYLE, findStyle } from './find-style.ts'
import { STYLES } from './styles.ts'

const FOOOCUS = [
  'Enhance',
  'Semi Realistic',
  'Sharp',
  'Masterpiece',
  'Photograph',
  'Negative',
  'Cinematic',
  'Pony',
]
const SAI = [
  ...['3D Model', 'Analog Film', 'Anime', 'Cinematic', 'Comic Book', 'Craft Clay', 'Digital Art', 'Enhance'],
  ...['Fantasy Art', 'Isometric', 'Line Art', 'Lowpoly', 'Neonpunk', 'Origami', 'Photographic', 'Pixel Art'],
  'Texture',
]

const namesOf = (collection: string) =>
  STYLES.filter((one) => one.collection === collection).map(({ name }) => name)

it('names are unique, also for people who do not mind capitals', () => {
  expect(new Set(STYLES.map(({ name }) => name.toLowerCase())).size).toBe(STYLES.length)
})

it('names are those of Fooocus, in its order', () => {
  expect(namesOf('fooocus')).toEqual(FOOOCUS.map((name) => `Fooocus ${name}`))
  expect(namesOf('sai')).toEqual(SAI.map((name) => `SAI ${name}`))
})

it('the styles that a request has by default are there', () => {
  const names = parseRequest({}).style_selections.filter((name) => name !== EXPANSION_STYLE)
  expect(names.map((name) => findStyle(name).kind)).toEqual(['known', 'known'])
})

describe.each(STYLES.map((style) => [style.name, style] as const))('%s', (_name, { positive, negative }) => {
  it('says something on one side at least', () => {
    expect(positive.trim() + negative.trim()).not.toBe('')
  })

  it('has a place for the prompt at most once, and none on the negative side', () => {
    expect(positive.split('{prompt}').length - 1).toBeLessThanOrEqual(1)
    expect(negative).not.toContain('{')
    expect(positive.replace('{prompt}', '')).not.toMatch(/[{}]/u)
  })

  it('has neither empty pieces nor blanks around its texts', () => {
    for (const text of [positive, negative].filter((one) => one !== '')) {
      expect(text.split(',').map((piece) => piece.trim())).not.toContain('')
      expect(text.trim()).toBe(text)
    }
  })
})
