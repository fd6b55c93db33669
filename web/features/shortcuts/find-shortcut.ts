import { ariaKeys, isCombo, isSingleCharacter, type KeyPress } from './key-combo.ts'
import { SHORTCUTS, shortcutsOf, type ShortcutId, type ShortcutPlace } from './shortcut-table.ts'

/** What besides the keys decides whether a press is a shortcut. */
export interface PressContext {
  /** Focus is in a text box. */
  readonly isTyping: boolean
  /** A dialog is open over the page. */
  readonly isInDialog: boolean
  /** The user wants shortcuts of a single character. */
  readonly areSinglesOn: boolean
}

/** What a key press asks for in a place; null when it is no shortcut of it. */
export function findShortcut<Place extends ShortcutPlace>(
  place: Place,
  press: KeyPress,
  { isTyping, isInDialog, areSinglesOn }: PressContext,
): ShortcutId<Place> | null {
  const found = shortcutsOf(place).find(
    ({ keys, isListedOnly, isKeptFromText, worksInDialogs }) =>
      !isListedOnly &&
      !(isTyping && (isKeptFromText || place !== 'anywhere')) &&
      !(isInDialog && place === 'anywhere' && !worksInDialogs) &&
      keys.some((combo) => isCombo(combo, press) && (areSinglesOn || !isSingleCharacter(combo))),
  )
  // A line of this place that is handled has one of the place's ids.
  return (found?.id as ShortcutId<Place> | undefined) ?? null
}

/** The keys of a shortcut that acts anywhere. */
export function keysOf(id: ShortcutId<'anywhere'>): readonly string[] {
  return SHORTCUTS.find((shortcut) => shortcut.id === id && shortcut.where === 'anywhere')?.keys ?? []
}

/** The same for `aria-keyshortcuts` of the control that does what the shortcut does. */
export function ariaKeysOf(id: ShortcutId<'anywhere'>): string {
  return keysOf(id).map(ariaKeys).join(' ')
}
