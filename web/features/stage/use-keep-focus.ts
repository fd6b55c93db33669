import { useLayoutEffect, useRef, type RefObject } from 'react'

/**
 * Keeps focus inside an element when the control that has it goes away, as the tools of a picture do with the last
 * picture.
 *
 * @param change focus is looked after when this changes
 */
export function useKeepFocus(region: RefObject<HTMLElement | null>, change: unknown): void {
  const hadFocus = useRef(false)
  useLayoutEffect(() => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body
    if (hadFocus.current && isNowhere) region.current?.focus({ preventScroll: true })
  }, [region, change])
  useLayoutEffect(() => {
    const element = region.current
    const look = () => (hadFocus.current = element?.contains(document.activeElement) ?? false)
    const press = ({ target }: Event) => {
      if (!(target instanceof Node && element?.contains(target))) hadFocus.current = false
    }
    document.addEventListener('focusin', look)
    document.addEventListener('pointerdown', press, true)
    const leave = (event: FocusEvent) => {
      // Focus that goes nowhere was not moved by the user: its control is being taken away.
      if (event.relatedTarget !== null) hadFocus.current = false
    }
    element?.addEventListener('focusout', leave)
    return () => {
      document.removeEventListener('focusin', look)
      document.removeEventListener('pointerdown', press, true)
      element?.removeEventListener('focusout', leave)
    }
  }, [region])
}
