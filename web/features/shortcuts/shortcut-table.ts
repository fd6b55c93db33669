import type { MessageKey } from '../../text/messages.ts'

/** Where a shortcut acts. */
export type ShortcutPlace = 'anywhere' | 'gallery' | 'full'

/** One line of the shortcut list. */
export interface Shortcut {
  /** As printed on keys; `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys: readonly string[]
  readonly does: MessageKey
  readonly where: ShortcutPlace
}

/** Every shortcut of the page. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['Mod', 'Enter'], does: 'shortcuts.generate', where: 'anywhere' },
  { keys: ['Mod', '.'], does: 'shortcuts.stop', where: 'anywhere' },
  { keys: ['Mod', 'Shift', '.'], does: 'shortcuts.skip', where: 'anywhere' },
  { keys: ['F6'], does: 'shortcuts.regions', where: 'anywhere' },
  { keys: ['?'], does: 'shortcuts.help', where: 'anywhere' },
  { keys: ['←', '→'], does: 'shortcuts.arrows', where: 'gallery' },
  { keys: ['Enter'], does: 'shortcuts.enter', where: 'gallery' },
  { keys: ['D'], does: 'shortcuts.download', where: 'gallery' },
  { keys: ['R'], does: 'shortcuts.reuse', where: 'gallery' },
  { keys: ['Delete'], does: 'shortcuts.delete', where: 'gallery' },
  { keys: ['←', '→'], does: 'shortcuts.fullArrows', where: 'full' },
  { keys: ['0', '1'], does: 'shortcuts.zoom', where: 'full' },
  { keys: ['Escape'], does: 'shortcuts.closeFull', where: 'full' },
]

/** What a key press on the page asks for. */
export type ShortcutAction = 'generate' | 'stop' | 'skip' | 'help' | 'nextRegion' | 'previousRegion'

/** The parts of a keyboard event that decide. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/**
 * What a key press means anywhere on the page; null for all others.
 *
 * @param isTyping focus is in a text box, where a plain `?` is a letter
 */
export function shortcutOf(press: KeyPress, isTyping: boolean): ShortcutAction | null {
  const isMod = press.ctrlKey || press.metaKey
  if (press.key === 'F6' && !isMod) return press.shiftKey ? 'previousRegion' : 'nextRegion'
  if (press.altKey) return null
  if (isMod && press.key === 'Enter' && !press.shiftKey) return 'generate'
  // With Shift the key's letter depends on the keyboard; its place does not.
  if (isMod && (press.key === '.' || press.code === 'Period')) return press.shiftKey ? 'skip' : 'stop'
  return press.key === '?' && !isMod && !isTyping ? 'help' : null
}
