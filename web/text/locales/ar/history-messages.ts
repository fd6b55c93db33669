import type { Translation } from '../../translation.ts'

/** Sentences about undo and redo of settings, in Arabic. */
export const HISTORY_MESSAGES: Translation = {
  'history.undo': 'تراجع',
  'history.redo': 'إعادة',
  'history.undoOf': 'تراجع: {what}',
  'history.redoOf': 'إعادة: {what}',
  'history.undone': 'تم التراجع: {what}',
  'history.redone': 'تمت الإعادة: {what}',
  'history.many':
    '{count, plural, zero {لا إعدادات} one {إعداد واحد} two {إعدادان} few {# إعدادات} many {# إعدادًا} other {# إعداد}}',
  'history.nothingToUndo': 'لا شيء للتراجع عنه',
  'history.nothingToRedo': 'لا شيء لإعادته',
}
