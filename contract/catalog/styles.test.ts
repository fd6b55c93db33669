import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseRequest } from '../parse-request.ts'
import { EXPANSION_STYLE, findStyle } from './find-style.ts'
import { STYLE_COLLECTIONS } from './style-table.ts'
import { STYLES, TEMPLATES } from './styles.ts'

const namesOf = (collection: string) =>
  STYLES.filter((one) => one.collection === collection).map(({ name }) => name)

it('names are unique, also for people who do not mind capitals', () => {
  expect(new Set(STYLES.map(({ name }) => name.toLowerCase())).size).toBe(STYLES.length)
})

it('the templates are as many as in Fooocus, file by file', () => {
  const counts = STYLE_COLLECTIONS.map((collection) => [collection, namesOf(collection).length])
  expect(Object.fromEntries(counts)).toEqual({
    sticker: 3,
    fooocus: 8,
    sai: 17,
    mre: 22,
    twri: 89,
    diva: 79,
    marc_k3nt3l: 62,
  })
})

it('names are those of Fooocus, in its order', () => {
  // Of the 277 names that its API lists after the two special ones, a line each.
  const names = TEMPLATES.map(({ name }) => name).join('\n')
  expect(createHash('sha256').update(names).digest('hex')).toBe(
    '54cca2a96a92d9047eafd1851e8bb9d7a2740346b1d4c5275329118469f8f651',
  )
})

it('all but three templates have a place for the prompt', () => {
  const placeless = TEMPLATES.filter(({ positive }) => !positive.includes('{prompt}'))
  expect(placeless.map(({ name }) => name)).toEqual([
    'Fooocus Enhance',
    'Fooocus Semi Realistic',
    'Fooocus Negative',
  ])
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
