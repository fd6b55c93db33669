import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { cx } from './cx.ts'
import { useDragOrder } from './use-drag-order.ts'

/** A list whose order the user decides. */
export interface ReorderProps {
  readonly label: string
  readonly ids: readonly string[]
  /** Draws an item, with a DragHandle. */
  readonly render: (id: string, at: number) => ReactNode
  readonly onMove: (from: number, to: number) => void
  readonly className: string | undefined
  readonly itemClassName: string | undefined
}

/** An ordered list: its items are dragged by their handles, or moved with Alt+↑ and Alt+↓ from any button in them. */
export function Reorder({ label, ids, render, onMove, className, itemClassName }: ReorderProps) {
  const list = useRef<HTMLUListElement>(null)
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

  const { shown, held, listeners } = useDragOrder(ids, 'li', onMove)
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
    <ul ref={list} role="list" tabIndex={-1} aria-label={label} className={cx(className)} {...listeners}>
      {shown.map((id, at) => (
        <li
          key={id}
          className={cx(itemClassName)}
          data-held={id === held || undefined}
          onFocus={(event) => note(event, id, at)}
          onKeyDown={(event) => move(event, at)}
        >
          {render(id, at)}
        </li>
      ))}
    </ul>
  )
}
