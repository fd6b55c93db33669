import { useLayoutEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { movedTo } from './moved-to.ts'
import { placeAt } from './place-at.ts'

/** A list whose order the user decides. */
export interface ReorderProps {
  readonly label: string
  readonly ids: readonly string[]
  /** Draws an item. What is marked with `data-handle` drags it. */
  readonly render: (id: string, at: number) => ReactNode
  readonly onMove: (from: number, to: number) => void
  readonly className: string | undefined
  readonly itemClassName: string | undefined
}

/** An ordered list: its items are dragged by their handles, or moved with Alt+↑ and Alt+↓ from any button in them. */
export function Reorder({ label, ids, render, onMove, className, itemClassName }: ReorderProps) {
  const list = useRef<HTMLUListElement>(null)
  const [held, setHeld] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const focus = useRef<{ readonly id: string; readonly at: number; readonly fromEnd: number } | null>(null)
  // An item that changes its place in the document, or goes, loses the focus.
  useLayoutEffect(() => {
    if (!focus.current || document.activeElement !== document.body) return
    const { id, at, fromEnd } = focus.current
    const here = ids.includes(id) ? ids.indexOf(id) : Math.min(at, ids.length - 1)
    const buttons = [...(list.current?.children[here]?.querySelectorAll('button') ?? [])].reverse()
    const next = buttons[ids.includes(id) ? fromEnd : 0] ?? buttons[0] ?? list.current
    next?.focus()
  }, [ids])

  const shown = held ? movedTo(ids, held.from, held.to) : ids
  const grab = (event: PointerEvent) => {
    const item = event.target instanceof Element && event.target.closest('[data-handle]')?.closest('li')
    if (!item || event.button !== 0) return
    const from = [...event.currentTarget.children].indexOf(item)
    event.preventDefault()
    // On the list: an item that is put elsewhere loses its hold of the pointer.
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld({ from, to: from })
  }
  const drag = (event: PointerEvent) => {
    if (!held) return
    const middles = [...event.currentTarget.children].map((child) => {
      const { top, height } = child.getBoundingClientRect()
      return top + height / 2
    })
    const to = placeAt(event.clientY, middles, held.to)
    if (to !== held.to) setHeld({ ...held, to })
  }
  const drop = () => {
    setHeld(null)
    if (held && held.from !== held.to) onMove(held.from, held.to)
  }
  const move = (event: React.KeyboardEvent, at: number) => {
    const to = at + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0)
    if (!event.altKey || to === at || to < 0 || to >= ids.length) return
    event.preventDefault()
    onMove(at, to)
  }
  const note = (event: React.FocusEvent, id: string, at: number) => {
    const buttons = [...event.currentTarget.querySelectorAll('button')].reverse()
    focus.current = {
      id,
      at,
      fromEnd: Math.max(
        0,
        buttons.findIndex((one) => event.target === one),
      ),
    }
  }
  return (
    <ul
      ref={list}
      role="list"
      tabIndex={-1}
      aria-label={label}
      className={cx(className)}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={() => setHeld(null)}
    >
      {shown.map((id, at) => (
        <li
          key={id}
          className={cx(itemClassName)}
          data-held={(held && at === held.to) || undefined}
          onFocus={(event) => note(event, id, at)}
          onKeyDown={(event) => move(event, at)}
        >
          {render(id, at)}
        </li>
      ))}
    </ul>
  )
}
