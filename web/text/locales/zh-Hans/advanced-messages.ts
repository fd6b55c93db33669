import type { Translation } from '../../translation.ts'

/** Sentences of the tab Advanced, in Simplified Chinese. */
export const ADVANCED_MESSAGES: Translation = {
  'advanced.picture': '图片',
  'advanced.resetGroup': '重置：{group}',
  'advanced.changed': '已更改',
  'advanced.changedOnly': '仅显示已更改',
  'advanced.noneChanged': '没有更改：一切与预设或模型一致。',
}
