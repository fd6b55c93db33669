import { useEffect } from 'react'
import { useActions } from '../../state/page-context.tsx'
import { isTextTarget } from '../drop/drop-routing.ts'
import { shortcutOf, type ShortcutAction } from './shortcut-table.ts'

/** Listens for the page's shortcuts. */
export function useShortcuts(generate: () => void, showHelp: () => void): void {
  const { stop, skip } = useActions()
  useEffect(() => {
    const run: Record<ShortcutAction, () => void> = {
      generate,
      stop,
      skip,
      help: showHelp,
      nextRegion: () => moveFocus(1),
      previousRegion: () => moveFocus(-1),
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const action = shortcutOf(event, isTextTarget(event.target))
      // A dialog over the page keeps the page's keys out.
      if (!action || (document.querySelector('[role="dialog"]') && action !== 'generate')) return
      event.preventDefault()
      run[action]()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [generate, showHelp, stop, skip])
}

const FOCUSABLE =
  'textarea, input:not([disabled]), button:not([disabled]), a[href], [role="row"], [tabindex="0"]'

/** Moves focus to the first control of the next or previous region. */
function moveFocus(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const places = regions
    .map((region) => region.querySelector<HTMLElement>(FOCUSABLE))
    .filter((place) => place !== null)
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  places[(at + step + places.length) % places.length]?.focus()
}
