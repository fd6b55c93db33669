import { useEffect, useRef } from 'react'

const LONG_MS = 500
/** A finger that moves further than this scrolls. */
const STILL_PX = 10

/** Handlers that tell a finger held still from a tap. Mouse and pen have other ways. */
export function useLongPress(onLong: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const start = useRef({ x: 0, y: 0 })
  const isLong = useRef(false)
  const cancel = () => clearTimeout(timer.current)
  useEffect(() => cancel, [])
  return {
    /** Whether the press that just ended was a long one. */
    wasLong: () => isLong.current,
    handlers: {
      onPointerDown: ({ pointerType, clientX, clientY }: React.PointerEvent) => {
        isLong.current = false
        if (pointerType !== 'touch') return
        start.current = { x: clientX, y: clientY }
        timer.current = setTimeout(() => {
          isLong.current = true
          onLong()
        }, LONG_MS)
      },
      onPointerMove: ({ clientX, clientY }: React.PointerEvent) => {
        const { x, y } = start.current
        if (Math.hypot(clientX - x, clientY - y) > STILL_PX) cancel()
      },
      onPointerUp: cancel,
      onPointerCancel: cancel,
      onContextMenu: (event: React.MouseEvent) => {
        // On a touch screen the browser's own menu would come up instead.
        if (isLong.current) event.preventDefault()
      },
    },
  }
}
