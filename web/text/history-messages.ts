/** Sentences about undo and redo of settings. */
export const HISTORY_MESSAGES = {
  'history.undo': 'Undo',
  'history.redo': 'Redo',
  'history.undoOf': 'Undo: {what}',
  'history.redoOf': 'Redo: {what}',
  'history.undone': 'Undone: {what}',
  'history.redone': 'Redone: {what}',
  'history.many': '{count, plural, one {# setting} other {# settings}}',
  'history.nothingToUndo': 'Nothing to undo',
  'history.nothingToRedo': 'Nothing to redo',
} as const
