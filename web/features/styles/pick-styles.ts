import type { StyleCategory } from './style-categories.ts'
import type { StyleEntry, StyleSource } from './style-entries.ts'
import { searchStyles } from './style-search.ts'

/** What the list may be narrowed to. */
export type StyleFilter = 'all' | 'favourites' | 'recent' | StyleCategory

/** Orders of the list. */
export const STYLE_ORDERS = ['fooocus', 'name', 'uses'] as const

/** One of them. */
export type StyleOrder = (typeof STYLE_ORDERS)[number]

/** What to show, and in which order. */
export interface StyleChoice {
  readonly query: string
  readonly filter: StyleFilter
  readonly source: StyleSource | 'all'
  readonly order: StyleOrder
}

/** What is known of the person's ways. */
export interface StyleHabits {
  readonly favourites: readonly string[]
  /** Latest first. */
  readonly recent: readonly string[]
  /** Tasks by style. */
  readonly uses: Readonly<Record<string, number>>
}

/** The styles to show, in their order; the two special ones first, unless recently used ones are asked for. */
export function pickStyles(
  entries: readonly StyleEntry[],
  { query, filter, source, order }: StyleChoice,
  { favourites, recent, uses }: StyleHabits,
): readonly StyleEntry[] {
  const isWanted = ({ name, categories, source: from }: StyleEntry) =>
    (source === 'all' || source === from) &&
    (filter === 'all' ||
      (filter === 'favourites' && favourites.includes(name)) ||
      (filter === 'recent' && recent.includes(name)) ||
      // The other words are no categories, so that nothing is found for them.
      categories.some((category) => category === filter))
  const found = searchStyles(entries.filter(isWanted), query)
  if (filter === 'recent') return sorted(found, ({ name }) => recent.indexOf(name))
  const first = found.filter(({ isPinned }) => isPinned)
  const rest = found.filter(({ isPinned }) => !isPinned)
  if (order === 'name') {
    const { compare } = new Intl.Collator(undefined, { numeric: true })
    return [...first, ...[...rest].sort((a, b) => compare(a.name, b.name))]
  }
  return [...first, ...(order === 'uses' ? sorted(rest, ({ name }) => -(uses[name] ?? 0)) : rest)]
}

/** By a number; what has the same keeps its order. */
function sorted(entries: readonly StyleEntry[], by: (entry: StyleEntry) => number): StyleEntry[] {
  return [...entries].sort((a, b) => by(a) - by(b))
}

/**
 * The selection after a choice among the styles that are shown: what is hidden stays as it is, and newly chosen ones
 * go to the end, as their order counts.
 */
export function selectStyles(
  selected: readonly string[],
  shown: readonly string[],
  chosen: readonly string[],
): readonly string[] {
  const kept = selected.filter((name) => !shown.includes(name) || chosen.includes(name))
  return [...kept, ...chosen.filter((name) => !kept.includes(name))]
}
