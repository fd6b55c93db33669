import { expect, it } from 'vitest'
import { STYLES } from '../../../contract/catalog/styles.ts'
import { STYLE_CATEGORIES } from './style-categories.ts'
import { STYLE_FACTS } from './style-facts.ts'

it('facts are there for every style, and for no other name', () => {
  expect([...STYLE_FACTS.keys()]).toEqual(STYLES.map(({ name }) => name))
})

it('every style has a category, and none twice', () => {
  for (const [name, { categories }] of STYLE_FACTS) {
    expect(categories.length, name).toBeGreaterThan(0)
    expect(new Set(categories).size, name).toBe(categories.length)
  }
})

it('every category has styles', () => {
  const used = new Set([...STYLE_FACTS.values()].flatMap(({ categories }) => categories))
  expect(STYLE_CATEGORIES.filter((one) => !used.has(one))).toEqual([])
})

it('every style has words to find it by besides its name', () => {
  expect([...STYLE_FACTS].filter(([, { keywords }]) => keywords === '').map(([name]) => name)).toEqual([])
})
