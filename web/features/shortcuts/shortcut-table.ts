import type { MessageKey } from '../../text/messages.ts'

/** Where a shortcut acts: anywhere on the page, or while focus is in the gallery or on the stage, or in full view. */
export type ShortcutPlace = 'anywhere' | 'gallery' | 'full'

/** One shortcut: what handles it and what the list shows are made from the same line. */
export interface Shortcut {
  /** What it asks for; in other places the same name may stand again. */
  readonly id: string
  /** Any of these, as `Mod+Shift+Enter`; `Mod` is Ctrl, or ⌘ on a Mac. */
  readonly keys: readonly string[]
  readonly does: MessageKey
  readonly where: ShortcutPlace
  /** The control with the focus has these keys by itself; here they are only listed. */
  readonly isListedOnly?: true
  /** In a text box the same keys mean something else. */
  readonly isKeptFromText?: true
  /** Also acts while a dialog is open. */
  readonly worksInDialogs?: true
}

/** Every shortcut of the page. */
export const SHORTCUTS = [
  {
    id: 'generate',
    keys: ['Mod+Enter'],
    does: 'shortcuts.generate',
    where: 'anywhere',
    worksInDialogs: true,
  },
  {
    id: 'generateNext',
    keys: ['Mod+Shift+Enter'],
    does: 'shortcuts.generateNext',
    where: 'anywhere',
    worksInDialogs: true,
  },
  { id: 'stop', keys: ['Mod+.'], does: 'shortcuts.stop', where: 'anywhere', worksInDialogs: true },
  { id: 'skip', keys: ['Mod+Shift+.'], does: 'shortcuts.skip', where: 'anywhere', worksInDialogs: true },
  {
    id: 'undo',
    keys: ['Mod+Z'],
    does: 'shortcuts.undo',
    where: 'anywhere',
    isKeptFromText: true,
    worksInDialogs: true,
  },
  {
    id: 'redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    does: 'shortcuts.redo',
    where: 'anywhere',
    isKeptFromText: true,
    worksInDialogs: true,
  },
  { id: 'commands', keys: ['Mod+K'], does: 'shortcuts.commands', where: 'anywhere' },
  { id: 'nextRegion', keys: ['F6'], does: 'shortcuts.nextRegion', where: 'anywhere' },
  { id: 'previousRegion', keys: ['Shift+F6'], does: 'shortcuts.previousRegion', where: 'anywhere' },
  {
    id: 'moveTask',
    keys: ['Alt+↑', 'Alt+↓'],
    does: 'shortcuts.moveTask',
    where: 'anywhere',
    isListedOnly: true,
  },
  {
    id: 'weight',
    keys: ['Mod+↑', 'Mod+↓'],
    does: 'shortcuts.weight',
    where: 'anywhere',
    isListedOnly: true,
  },
  { id: 'help', keys: ['?'], does: 'shortcuts.help', where: 'anywhere', isKeptFromText: true },

  { id: 'move', keys: ['←', '→'], does: 'shortcuts.arrows', where: 'gallery', isListedOnly: true },
  { id: 'open', keys: ['Enter'], does: 'shortcuts.enter', where: 'gallery', isListedOnly: true },
  { id: 'select', keys: ['Space'], does: 'shortcuts.select', where: 'gallery', isListedOnly: true },
  { id: 'selectAll', keys: ['Mod+A'], does: 'shortcuts.selectAll', where: 'gallery', isListedOnly: true },
  { id: 'selectNone', keys: ['Escape'], does: 'shortcuts.selectNone', where: 'gallery', isListedOnly: true },
  { id: 'favourite', keys: ['F'], does: 'shortcuts.favourite', where: 'gallery' },
  { id: 'download', keys: ['D'], does: 'shortcuts.download', where: 'gallery' },
  { id: 'compare', keys: ['C'], does: 'shortcuts.compare', where: 'gallery' },
  { id: 'reuse', keys: ['R'], does: 'shortcuts.reuse', where: 'gallery' },
  { id: 'info', keys: ['I'], does: 'shortcuts.info', where: 'gallery' },
  { id: 'remove', keys: ['Delete'], does: 'shortcuts.delete', where: 'gallery' },

  { id: 'previous', keys: ['←'], does: 'full.previous', where: 'full' },
  { id: 'next', keys: ['→'], does: 'full.next', where: 'full' },
  { id: 'zoomIn', keys: ['+', '='], does: 'shortcuts.zoomIn', where: 'full' },
  { id: 'zoomOut', keys: ['−'], does: 'shortcuts.zoomOut', where: 'full' },
  { id: 'fit', keys: ['0'], does: 'shortcuts.fit', where: 'full' },
  { id: 'actual', keys: ['1'], does: 'shortcuts.actual', where: 'full' },
  { id: 'double', keys: ['2'], does: 'shortcuts.double', where: 'full' },
  { id: 'panLeft', keys: ['Shift+←'], does: 'shortcuts.panLeft', where: 'full' },
  { id: 'panRight', keys: ['Shift+→'], does: 'shortcuts.panRight', where: 'full' },
  { id: 'panUp', keys: ['Shift+↑'], does: 'shortcuts.panUp', where: 'full' },
  { id: 'panDown', keys: ['Shift+↓'], does: 'shortcuts.panDown', where: 'full' },
  { id: 'favourite', keys: ['F'], does: 'shortcuts.favourite', where: 'full' },
  { id: 'download', keys: ['D'], does: 'shortcuts.download', where: 'full' },
  { id: 'compare', keys: ['C'], does: 'shortcuts.compare', where: 'full' },
  { id: 'reuse', keys: ['R'], does: 'shortcuts.reuse', where: 'full' },
  { id: 'info', keys: ['I'], does: 'shortcuts.info', where: 'full' },
  { id: 'remove', keys: ['Delete'], does: 'shortcuts.delete', where: 'full' },
  { id: 'close', keys: ['Escape'], does: 'shortcuts.closeFull', where: 'full', isListedOnly: true },
] as const satisfies readonly Shortcut[]

type Line = (typeof SHORTCUTS)[number]
type ListedOnly = Extract<Line, { readonly isListedOnly: true }>

/** What the shortcuts of a place ask for. Whoever handles a place handles all of them. */
export type ShortcutId<Place extends ShortcutPlace> = Exclude<
  Extract<Line, { readonly where: Place }>,
  ListedOnly
>['id']

/** The shortcuts of a place, in the order of the list. */
export function shortcutsOf(place: ShortcutPlace): readonly Shortcut[] {
  return SHORTCUTS.filter(({ where }) => where === place)
}
