import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'

/** Which item of a grid the keyboard is on, also while items come and go. */
export interface GridFocus {
  /** The one item that Tab leads to; null in an empty grid. */
  readonly currentId: string | null
  /** Makes an item the current one, without moving focus. */
  readonly setCurrent: (id: string) => void
  /** Moves focus to an item, which may not be drawn yet. */
  readonly focus: (id: string) => void
  /** When one of these is gone, focus goes to what took its place. */
  readonly focusAfter: (ids: ReadonlySet<string>) => void
  readonly onFocus: () => void
  readonly onBlur: (event: React.FocusEvent) => void
}

/** Keeps track of the current item of a grid. */
export function useGridFocus(grid: RefObject<HTMLElement | null>, ids: readonly string[]): GridFocus {
  const [chosen, setChosen] = useState<{ readonly id: string; readonly at: number } | null>(null)
  const hasFocus = useRef(false)
  const wanted = useRef<string | null>(null)
  const places = useMemo(() => new Map(ids.map((id, at) => [id, at])), [ids])
  const at = chosen ? places.get(chosen.id) : undefined
  // Where it stands now, for when it is gone.
  if (chosen && at !== undefined && at !== chosen.at) setChosen({ id: chosen.id, at })
  const currentId = ids[at ?? Math.min(chosen?.at ?? 0, ids.length - 1)] ?? null

  useEffect(() => {
    // The one with the focus was taken away or moved to another row: it, or what stands in its place, gets it back.
    const isLost = hasFocus.current && document.activeElement === document.body
    if (isLost && currentId !== null) wanted.current ??= currentId
    if (wanted.current === null) return
    const item = grid.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`)
    if (!item) return
    wanted.current = null
    item.focus({ preventScroll: true })
    item.scrollIntoView({ block: 'nearest' })
  })

  const setCurrent = useCallback((id: string) => setChosen({ id, at: places.get(id) ?? 0 }), [places])
  const focus = useCallback(
    (id: string) => {
      wanted.current = id
      setCurrent(id)
    },
    [setCurrent],
  )
  const focusAfter = useCallback(
    (gone: ReadonlySet<string>) => {
      const first = ids.findIndex((id) => gone.has(id))
      const next =
        ids.find((id, index) => index > first && !gone.has(id)) ?? ids.findLast((id) => !gone.has(id))
      if (next !== undefined) focus(next)
    },
    [ids, focus],
  )
  return {
    currentId,
    setCurrent,
    focus,
    focusAfter,
    onFocus: () => void (hasFocus.current = true),
    onBlur: ({ target, relatedTarget }) => {
      if (relatedTarget instanceof Node && grid.current?.contains(relatedTarget)) return
      // An element that is taken away blurs as well: that is not the user leaving.
      setTimeout(() => {
        if (target.isConnected && !grid.current?.contains(document.activeElement)) hasFocus.current = false
      })
    },
  }
}
