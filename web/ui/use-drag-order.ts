import { useRef, useState, type PointerEvent } from 'react'
import { orderWith, type HeldItem } from './order-with.ts'
import { placeAt } from './place-at.ts'

interface Held extends HeldItem {
  /** From the pointer down to the middle of the item. */
  readonly offset: number
  readonly pointerId: number
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
  const [drawnHeld, draw] = useState<Held | null>(null)
  // Pointers move faster than the list is drawn, and are let go before it is.
  const now = useRef<Held | null>(null)
  const hold = (next: Held | null) => {
    now.current = next
    draw(next)
  }
  const shown = orderWith(ids, drawnHeld)
  const elementsIn = (root: Element) => [...root.querySelectorAll<HTMLElement>(itemSelector)]
  const grab = (event: PointerEvent) => {
    const handle = event.target instanceof Element ? event.target.closest('[data-handle]') : null
    if (!handle || event.button !== 0 || now.current) return
    const items = elementsIn(event.currentTarget)
    const at = items.findIndex((item) => item.contains(handle))
    const id = ids[at]
    if (id === undefined) return
    event.preventDefault()
    // On the list: an item that is put elsewhere loses its hold of the pointer.
    event.currentTarget.setPointerCapture(event.pointerId)
    const offset = middleOf(items[at]!) - event.clientY
    hold({ id, before: ids[at + 1] ?? null, offset, pointerId: event.pointerId })
  }
  const drag = (event: PointerEvent) => {
    const held = now.current
    if (held?.pointerId !== event.pointerId) return
    const items = elementsIn(event.currentTarget)
    const to = placeAt(event.clientY + held.offset, items.map(middleOf), shown.indexOf(held.id))
    const before = shown.filter((id) => id !== held.id)[to] ?? null
    if (before === held.before) return
    hold({ ...held, before })
    // A list longer than its box follows.
    items[to]?.scrollIntoView({ block: 'nearest' })
  }
  const letGo = (event: PointerEvent) => {
    const held = now.current
    if (held?.pointerId !== event.pointerId) return
    hold(null)
    if (event.type !== 'pointerup') return
    const [from, to] = [ids.indexOf(held.id), orderWith(ids, held).indexOf(held.id)]
    if (from !== to) onMove(from, to)
  }
  return {
    /** The items as they lie while one is held. */
    shown,
    /** The item that is held. */
    held: drawnHeld?.id,
    /** For the element around the items. */
    listeners: {
      onPointerDownCapture: grab,
      onPointerMove: drag,
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
  }
}

function middleOf(element: HTMLElement): number {
  const { top, height } = element.getBoundingClientRect()
  return top + height / 2
}
