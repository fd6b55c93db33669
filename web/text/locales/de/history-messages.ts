import type { Translation } from '../../translation.ts'

/** Sentences about undo and redo of settings, in German. */
export const HISTORY_MESSAGES: Translation = {
  'history.undo': 'Rückgängig',
  'history.redo': 'Wiederholen',
  'history.undoOf': 'Rückgängig: {what}',
  'history.redoOf': 'Wiederholen: {what}',
  'history.undone': 'Rückgängig gemacht: {what}',
  'history.redone': 'Wiederholt: {what}',
  'history.many': '{count, plural, one {# Einstellung} other {# Einstellungen}}',
  'history.nothingToUndo': 'Nichts rückgängig zu machen',
  'history.nothingToRedo': 'Nichts zu wiederholen',
}
