import { useLayoutEffect } from 'react'
import { keepPlace } from './keep-place.ts'
import { windowPlaces } from './places.ts'
import type { View } from './views.ts'

/**
 * Stands before a view, inside what waits for its code: puts its scrolled part where it was left, and focus on its
 * title for a person who came here by a link.
 */
export function ViewPlace({ view, movesFocus }: { readonly view: View; readonly movesFocus: boolean }) {
  useLayoutEffect(() => {
    const main = document.querySelector('main')
    const scrolled = main?.querySelector<HTMLElement>(':scope > section[tabindex]')
    if (movesFocus && !main?.contains(document.activeElement)) focusTitle(main)
    return scrolled ? keepPlace(scrolled, view, windowPlaces) : undefined
    // Once per view: each has a keeper of its own.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return null
}

function focusTitle(main: HTMLElement | null): void {
  const title = main?.querySelector<HTMLElement>('h2')
  if (!title) return
  title.tabIndex = -1
  title.focus({ preventScroll: true })
}
