import type { KeyboardEvent } from 'react'
import { usePreferences } from '../../state/page-context.tsx'
import { isTextTarget } from '../drop/drop-routing.ts'
import { findShortcut } from './find-shortcut.ts'
import type { ShortcutId, ShortcutPlace } from './shortcut-table.ts'

/** Controls that have arrow keys of their own. */
const OWN_ARROWS =
  '[role="radiogroup"], [role="slider"], [role="toolbar"], [role="grid"], [role="menu"], select'

/**
 * The shortcuts of one place of the page, for the element around it. They act while focus is inside.
 *
 * @param run what each of them does; a missing one does nothing now, as where no picture is shown
 */
export function usePlaceShortcuts<Place extends Exclude<ShortcutPlace, 'anywhere'>>(
  place: Place,
  run: Partial<Readonly<Record<ShortcutId<Place>, () => void>>>,
): (event: KeyboardEvent) => void {
  const areSinglesOn = usePreferences((state) => state.singleLetterShortcuts)
  return (event) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    const { target } = event
    const hasOwnArrows = target instanceof Element && target.closest(OWN_ARROWS) !== null
    if (hasOwnArrows && event.key.startsWith('Arrow')) return
    const id = findShortcut(place, event, { isTyping: isTextTarget(target), isInDialog: false, areSinglesOn })
    const act = id && run[id]
    if (!act) return
    event.preventDefault()
    act()
  }
}
