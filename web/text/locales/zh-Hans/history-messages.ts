import type { Translation } from '../../translation.ts'

/** Sentences about undo and redo of settings, in Simplified Chinese. */
export const HISTORY_MESSAGES: Translation = {
  'history.undo': '撤销',
  'history.redo': '重做',
  'history.undoOf': '撤销：{what}',
  'history.redoOf': '重做：{what}',
  'history.undone': '已撤销：{what}',
  'history.redone': '已重做：{what}',
  'history.many': '{count, number} 项设置',
  'history.nothingToUndo': '没有可撤销的更改',
  'history.nothingToRedo': '没有可重做的更改',
}
