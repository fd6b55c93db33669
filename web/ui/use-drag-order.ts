import { useRef, useState, type PointerEvent } from 'react'
import { movedTo } from './moved-to.ts'
import { placeAt } from './place-at.ts'

interface Held {
  readonly id: string
  readonly to: number
  /** From the pointer down to the middle of the item. */
  readonly offset: number
}

/**
 * Lets the pointer, a pen or a finger change the order of a column. What is marked with `data-handle` drags the item
 * that it lies in; the others make room while it is held.
 *
 * @param ids of the items, in their order now; one that goes while it is held is let go
 * @param itemSelector finds the elements of the items, and nothing else, in the element that listens
 * @param onMove called when an item was let go at another place
 */
export function useDragOrder(
  ids: readonly string[],
  itemSelector: string,
  onMove: (from: number, to: number) => void,
) {
  const [grabbed, draw] = useState<Held | null>(null)
  const held = stillIn(ids, grabbed)
  // Pointers move faster than the list is drawn, and are let go before it is.
  const now = useRef<Held | null>(null)
  const hold = (next: Held | null) => {
    now.current = next
    draw(next)
  }
  const elementsIn = (root: Element) => [...root.querySelectorAll<HTMLElement>(itemSelector)]
  const grab = (event: PointerEvent) => {
    const handle = event.target instanceof Element ? event.target.closest('[data-handle]') : null
    const item = handle?.closest<HTMLElement>(itemSelector)
    if (!item || event.button !== 0) return
    const at = elementsIn(event.currentTarget).indexOf(item)
    const id = ids[at]
    if (id === undefined) return
    event.preventDefault()
    // On the list: an item that is put elsewhere loses its hold of the pointer.
    event.currentTarget.setPointerCapture(event.pointerId)
    hold({ id, to: at, offset: middleOf(item) - event.clientY })
  }
  const drag = (event: PointerEvent) => {
    const held = stillIn(ids, now.current)
    if (!held) return
    const drawn = elementsIn(event.currentTarget)
    // What is drawn may be a place behind.
    const to = placeAt(event.clientY + held.offset, drawn.map(middleOf), grabbed?.to ?? held.to)
    if (to === held.to) return
    hold({ ...held, to })
    // A list longer than its box follows.
    drawn[to]?.scrollIntoView({ block: 'nearest' })
  }
  const drop = () => {
    const held = stillIn(ids, now.current)
    hold(null)
    if (!held) return
    const from = ids.indexOf(held.id)
    if (from !== held.to) onMove(from, held.to)
  }
  return {
    /** The items as they lie while one is held. */
    shown: held ? movedTo(ids, ids.indexOf(held.id), held.to) : ids,
    /** The item that is held. */
    held: held?.id,
    /** For the element around the items. */
    listeners: {
      onPointerDownCapture: grab,
      onPointerMove: drag,
      onPointerUp: drop,
      onPointerCancel: () => hold(null),
    },
  }
}

/** What is held, unless it has gone meanwhile. */
const stillIn = (ids: readonly string[], held: Held | null) => (held && ids.includes(held.id) ? held : null)

function middleOf(element: HTMLElement): number {
  const { top, height } = element.getBoundingClientRect()
  return top + height / 2
}
