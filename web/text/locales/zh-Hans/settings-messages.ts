import type { Translation } from '../../translation.ts'

/** Sentences about sizes of one's own and several seeds, in Simplified Chinese. */
export const SETTINGS_MESSAGES: Translation = {
  'size.custom': '自定义…',
  'size.group': '自定义尺寸',
  'size.width': '宽度',
  'size.height': '高度',
  'size.keepShape': '锁定宽高比',
  'size.swap': '交换宽度和高度',
  'size.shape': '比例或尺寸',
  'size.shapeHint': '例如 16:9、1.5 或 1024×768。',
  'size.shapeError': '请输入 16:9 这样的比例，或 1024×768 这样的尺寸。',
  'size.use': '使用',
  'size.nearest':
    '模型支持的最接近尺寸：{ratio}（{width, number, ::group-off}×{height, number, ::group-off}）',
  'settings.arrayChoices': '提示词中的 [[…]] 有 {count, number} 个选项。',
  'settings.setNumber': '设为 {count, number}',
  'settings.seedsHint': '种子和设置相同，图片就相同。用逗号分隔多个种子，每个各成一个任务。',
}
