import { EXPANSION_STYLE, RANDOM_STYLE } from '../../../contract/catalog/find-style.ts'
import { STYLE_COLLECTIONS, type StyleCollection } from '../../../contract/catalog/style-table.ts'
import type { UserStyle } from '../../../contract/catalog/style-file.ts'
import { STYLES } from '../../../contract/catalog/styles.ts'
import type { StyleCategory } from './style-categories.ts'
import { STYLE_FACTS } from './style-facts.ts'

/** Where a style comes from: a collection of this build, or the person. */
export type StyleSource = StyleCollection | 'mine'

/** Sources in the order of the picker's filter. */
export const STYLE_SOURCES: readonly StyleSource[] = [...STYLE_COLLECTIONS, 'mine']

/** A style as the picker shows it. */
export interface StyleEntry {
  readonly name: string
  readonly categories: readonly StyleCategory[]
  readonly source: StyleSource
  readonly keywords: string
  /** Its place in the file of pictures; null when it has none there. */
  readonly picture: number | null
  /** The two of Fooocus' names that are no templates stand first, whatever the order. */
  readonly isPinned: boolean
}

/** The styles that come with this build, in Fooocus' order, the two special ones first. */
export const BUILT_IN_ENTRIES: readonly StyleEntry[] = [
  pinned(EXPANSION_STYLE, 'expansion describe longer prompt default'),
  pinned(RANDOM_STYLE, 'surprise dice any'),
  ...STYLES.map(({ name, collection }, picture) => {
    const { categories = [], keywords = '' } = STYLE_FACTS.get(name) ?? {}
    return { name, categories, source: collection, keywords, picture, isPinned: false }
  }),
]

/** All styles: the two special ones, the person's own, and those that come with this build. */
export function allEntries(mine: readonly Pick<UserStyle, 'name' | 'keywords'>[]): readonly StyleEntry[] {
  const own = mine.map(({ name, keywords }): StyleEntry => {
    return { name, categories: [], source: 'mine', keywords, picture: null, isPinned: false }
  })
  const first = BUILT_IN_ENTRIES.filter(({ isPinned }) => isPinned)
  return [...first, ...own, ...BUILT_IN_ENTRIES.slice(first.length)]
}

function pinned(name: string, keywords: string): StyleEntry {
  return { name, categories: ['fooocus'], source: 'fooocus', keywords, picture: null, isPinned: true }
}
