import { memo, useRef, useState, type ReactNode } from 'react'
import { inlineStep } from './inline-step.ts'
import { useGridFocus } from './use-grid-focus.ts'
import { createNearWatch, useNear, type NearWatch } from './use-near.ts'
import styles from './VirtualStrip.module.css'

/** Square tiles in one line, of which one may be chosen. */
export interface VirtualStripProps<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly idOf: (item: Item) => string
  readonly nameOf: (item: Item) => string
  readonly chosenId: string | null
  /** Must be the same function from drawing to drawing. */
  readonly render: (item: Item, isChosen: boolean) => ReactNode
  /** Pressing, Enter or Space on an item. */
  readonly onAction: (id: string) => void
}

/** So far on either side of what is in sight items are drawn, in pixels. */
const MARGIN = 320
/** Items drawn before the browser has told which are in sight. */
const FIRST_ITEMS = 12
/** Items that Page Up and Page Down go past. */
const PAGE = 8

/**
 * One line of tiles that scrolls sideways (role grid). An item out of sight is one empty element: what is drawn, and
 * what it holds in memory, does not grow with the line.
 */
export function VirtualStrip<Item>(props: VirtualStripProps<Item>) {
  const { label, items, idOf, nameOf, chosenId, render, onAction } = props
  const strip = useRef<HTMLDivElement>(null)
  const ids = items.map(idOf)
  const focus = useGridFocus(strip, ids)
  const { currentId } = focus
  const [watch] = useState(() => createNearWatch(MARGIN, 'sideways'))
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (currentId === null || event.altKey || event.ctrlKey || event.metaKey) return
    const at = ids.indexOf(currentId)
    const to = placeAfter(event, at)
    if (to === null && event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    if (to === null) onAction(currentId)
    else focus.focus(ids[Math.max(0, Math.min(ids.length - 1, to))]!)
  }
  return (
    <div
      ref={strip}
      role="grid"
      aria-label={label}
      aria-rowcount={ids.length}
      data-scrolls=""
      className={styles.strip}
      onKeyDown={onKeyDown}
      // Heard here, so that an item holds nothing of the drawing it came from.
      onClick={({ target }) => {
        const id = keyAt(target)
        if (id !== null) onAction(id)
      }}
      onFocus={({ target }) => {
        focus.onFocus()
        const id = keyAt(target)
        if (id !== null) focus.setCurrent(id)
      }}
      onBlur={focus.onBlur}
    >
      {items.map((item, at) => (
        <Place
          key={ids[at]}
          item={item}
          id={ids[at]!}
          name={nameOf(item)}
          at={at}
          isCurrent={ids[at] === currentId}
          isChosen={ids[at] === chosenId}
          watch={watch}
          render={render}
        />
      ))}
    </div>
  )
}

/** The item that something on the strip belongs to. */
const keyAt = (target: EventTarget) =>
  (target as Element).closest('[data-key]')?.getAttribute('data-key') ?? null

/** Where a key leads from an item; null: it is no such key. */
function placeAfter(event: React.KeyboardEvent, at: number): number | null {
  const step = inlineStep(event)
  if (step) return step === 'next' ? at + 1 : at - 1
  switch (event.key) {
    case 'Home':
      return 0
    case 'End':
      return Infinity
    case 'PageDown':
      return at + PAGE
    case 'PageUp':
      return at - PAGE
    default:
      return null
  }
}

interface PlaceProps<Item> {
  readonly item: Item
  readonly id: string
  readonly name: string
  readonly at: number
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly watch: NearWatch
  readonly render: (item: Item, isChosen: boolean) => ReactNode
}

function PlaceOf<Item>({ item, id, name, at, isCurrent, isChosen, watch, render }: PlaceProps<Item>) {
  const place = useRef<HTMLDivElement>(null)
  const isNear = useNear(place, watch, at < FIRST_ITEMS)
  // The current item stays, however far it is scrolled away, or focus would be lost.
  const isDrawn = isNear || isCurrent
  return (
    <div ref={place} className={styles.place}>
      {isDrawn && (
        <div
          role="row"
          aria-rowindex={at + 1}
          aria-label={name}
          aria-current={isChosen ? 'true' : undefined}
          data-key={id}
          tabIndex={isCurrent ? 0 : -1}
          className={styles.item}
        >
          <div role="gridcell">{render(item, isChosen)}</div>
        </div>
      )}
    </div>
  )
}

/** One item's place on the line, the same size with and without the item. */
const Place = memo(PlaceOf) as typeof PlaceOf
