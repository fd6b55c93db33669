import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { cx } from './cx.ts'
import { DragHandle } from './DragHandle.tsx'
import styles from './ReorderGrid.module.css'
import { useDragOrder } from './use-drag-order.ts'

/** Items whose order can be changed. */
export interface ReorderGridProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string
  /** Its name, and what typing finds. */
  readonly nameOf: (item: Item) => string
  readonly render: (item: Item, index: number) => ReactNode
  /** An item goes in front of another, or last for null. */
  readonly onMove: (id: string, before: string | null) => void
  /** How to move by keys, for those who cannot see the handle. */
  readonly describedBy?: string
}

/** A grid of items (role grid), reordered by dragging or by Alt with ↑ or ↓. */
export function ReorderGrid<Item extends object>(props: ReorderGridProps<Item>) {
  const { label, items, idOf, nameOf, render, onMove, describedBy } = props
  const root = useRef<HTMLDivElement>(null)
  const ids = items.map(idOf)
  const { keepFocus, ...listeners } = useKeptFocus(root)
  /** To a place among the others. */
  const moveTo = (id: string, to: number) => onMove(id, ids.filter((one) => one !== id)[to] ?? null)
  const order = useDragOrder(ids, '[role="row"]', (from, to) => {
    moveTo(ids[from]!, to)
  })
  const shown = order.shown.map((id) => items[ids.indexOf(id)]!)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0) return
    // Before the grid takes the arrow for moving the focus.
    event.preventDefault()
    event.stopPropagation()
    const id = rowOf(event.target)?.dataset['key']
    const to = ids.indexOf(id ?? '') + step
    if (id === undefined || to < 0 || to >= ids.length) return
    keepFocus(event.target)
    moveTo(id, to)
  }
  return (
    <div ref={root} onKeyDownCapture={onKeyDown} {...listeners} {...order.listeners}>
      <GridList
        aria-label={label}
        {...(describedBy && { 'aria-describedby': describedBy })}
        items={shown}
        dependencies={[shown, order.held, render]}
        className={cx(styles.list)}
      >
        {(item) => {
          const id = idOf(item)
          return (
            <GridListItem id={id} textValue={nameOf(item)} className={cx(styles.item)}>
              <div className={cx(styles.content)} data-held={id === order.held || undefined}>
                <DragHandle />
                {render(item, ids.indexOf(id))}
              </div>
            </GridListItem>
          )
        }}
      </GridList>
    </div>
  )
}

const rowOf = (target: EventTarget) =>
  target instanceof Element ? target.closest<HTMLElement>('[role="row"]') : null

/**
 * A row that moves in the document loses the focus, and one that goes takes it along: it is given back to the row in
 * its new place, or to the one that has taken the place.
 *
 * @returns what to do before a move, and what to listen with
 */
function useKeptFocus(root: RefObject<HTMLElement | null>) {
  const moved = useRef<HTMLElement | null>(null)
  const place = useRef<{ readonly key: string | undefined; readonly at: number } | null>(null)
  useEffect(() => {
    // Told right after the rows have changed, before anything else looks for a place for the focus.
    const observer = new MutationObserver(() => {
      const target = moved.current
      if (target) {
        moved.current = null
        return target.focus()
      }
      if (place.current === null || document.activeElement !== document.body) return
      const { key, at } = place.current
      const rows = [...(root.current?.querySelectorAll<HTMLElement>('[role="row"]') ?? [])]
      const same = rows.find((row) => row.dataset['key'] === key)
      ;(same ?? rows[Math.min(at, rows.length - 1)])?.focus()
    })
    observer.observe(root.current!, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [root])
  return {
    keepFocus: (target: EventTarget) => {
      moved.current = target instanceof HTMLElement ? target : null
    },
    onFocusCapture: ({ target }: FocusEvent) => {
      const row = rowOf(target)
      const at = row ? [...row.parentElement!.querySelectorAll('[role="row"]')].indexOf(row) : -1
      place.current = row ? { key: row.dataset['key'], at } : null
    },
    onBlurCapture: ({ relatedTarget }: FocusEvent) => {
      // Without a next target the row itself is going.
      if (relatedTarget && !root.current?.contains(relatedTarget)) place.current = null
    },
  }
}
