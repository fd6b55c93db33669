/** Items under one heading; null: without a heading. */
export interface GridSection<Item> {
  readonly key: string
  readonly title: string | null
  readonly items: readonly Item[]
}

/** One line of a grid: a heading, or as many items as fit beside each other. */
export type GridRow<Item> =
  | { readonly kind: 'heading'; readonly key: string; readonly title: string; readonly top: number }
  | {
      readonly kind: 'items'
      readonly key: string
      readonly items: readonly Item[]
      /** Which item of the grid is the first one here. */
      readonly from: number
      /** Pixels above it. */
      readonly top: number
    }

/** Sizes of a grid in pixels. */
export interface GridMeasure {
  readonly columns: number
  /** Side of a tile, which is a square. */
  readonly tile: number
  readonly gap: number
  readonly heading: number
}

/** How many tiles of at least `size` stand in a row, and how large they then are. */
export function measureGrid(width: number, size: number, gap: number, heading: number): GridMeasure {
  const columns = Math.max(1, Math.floor((width + gap) / (size + gap)))
  return { columns, tile: Math.max(1, Math.floor((width - gap * (columns - 1)) / columns)), gap, heading }
}

/** Lays sections out in rows, from the top. */
export function rowsOf<Item>(
  sections: readonly GridSection<Item>[],
  { columns, tile, gap, heading }: GridMeasure,
): readonly GridRow<Item>[] {
  const rows: GridRow<Item>[] = []
  let top = 0
  let from = 0
  for (const { key, title, items } of sections) {
    if (title !== null) {
      rows.push({ kind: 'heading', key: `heading ${key}`, title, top })
      top += heading
    }
    for (let at = 0; at < items.length; at += columns) {
      rows.push({ kind: 'items', key: `${key} ${at}`, items: items.slice(at, at + columns), from, top })
      from += Math.min(columns, items.length - at)
      top += tile + gap
    }
  }
  return rows
}

/** Where a key leads from an item. */
export type GridStep = 'next' | 'previous' | 'below' | 'above' | 'first' | 'last' | 'pageDown' | 'pageUp'

/**
 * The item that a key leads to.
 *
 * @param at index of the item with the focus
 * @param page how many rows are a page
 */
export function stepInGrid<Item>(
  rows: readonly GridRow<Item>[],
  at: number,
  step: GridStep,
  page: number,
): number {
  const lines = rows.filter((row) => row.kind === 'items')
  const last = lines.at(-1)
  if (!last) return at
  const end = last.from + last.items.length - 1
  const line = lines.findLastIndex(({ from }) => from <= at)
  const down = (by: number) => {
    const target = lines[Math.min(lines.length - 1, Math.max(0, line + by))]!
    return target.from + Math.min(at - lines[line]!.from, target.items.length - 1)
  }
  switch (step) {
    case 'next':
      return Math.min(end, at + 1)
    case 'previous':
      return Math.max(0, at - 1)
    case 'below':
      return down(1)
    case 'above':
      return down(-1)
    case 'pageDown':
      return down(page)
    case 'pageUp':
      return down(-page)
    case 'first':
      return 0
    case 'last':
      return end
    default:
      return step satisfies never
  }
}
