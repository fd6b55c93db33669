import { useRef, type PointerEvent } from 'react'
import { swipeStep, type Point } from './swipe.ts'

/** Listens for swipes of one finger; a second finger makes it a pinch. */
export function useSwipe(isOn: boolean, onSwipe: (step: 1 | -1) => void) {
  const fingers = useRef(new Set<number>())
  const start = useRef<Point | null>(null)
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') return
      fingers.current.add(event.pointerId)
      start.current = isOn && fingers.current.size === 1 ? { x: event.clientX, y: event.clientY } : null
    },
    onPointerUp: (event: PointerEvent) => {
      fingers.current.delete(event.pointerId)
      const step = start.current && swipeStep(start.current, { x: event.clientX, y: event.clientY })
      start.current = null
      if (step) onSwipe(step)
    },
    onPointerCancel: (event: PointerEvent) => {
      fingers.current.delete(event.pointerId)
      start.current = null
    },
  }
}
