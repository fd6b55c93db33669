import { useRef } from 'react'

/** What a press on an item means. */
export interface GridSelection {
  readonly toggle: (id: string) => void
  /** Selects everything from the item that was selected last, or else from another, up to this one. */
  readonly extendTo: (id: string, otherwise?: string) => void
  readonly selectAll: () => void
  readonly clear: () => void
}

/** Selecting several items: one by one, by ranges, or all. */
export function useGridSelection(
  ids: readonly string[],
  selected: ReadonlySet<string>,
  onSelect: (ids: ReadonlySet<string>) => void,
): GridSelection {
  const anchor = useRef<string | null>(null)
  return {
    toggle: (id) => {
      anchor.current = id
      const next = new Set(selected)
      if (!next.delete(id)) next.add(id)
      onSelect(next)
    },
    extendTo: (id, otherwise = id) => {
      if (anchor.current === null || !ids.includes(anchor.current)) anchor.current = otherwise
      const [from, to] = [ids.indexOf(anchor.current), ids.indexOf(id)]
      const [first, last] = [Math.min(from, to), Math.max(from, to)]
      onSelect(new Set([...selected, ...ids.slice(first, last + 1)]))
    },
    selectAll: () => onSelect(new Set(ids)),
    clear: () => onSelect(new Set()),
  }
}
