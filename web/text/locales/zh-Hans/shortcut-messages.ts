import type { Translation } from '../../translation.ts'

/** Sentences about the keyboard, in Simplified Chinese. */
export const SHORTCUT_MESSAGES: Translation = {
  'shortcuts.button': '键盘快捷键',
  'shortcuts.title': '键盘快捷键',
  'shortcuts.singleLetters': '单字母快捷键',
  'shortcuts.generate': '生成',
  'shortcuts.stop': '停止',
  'shortcuts.skip': '跳过',
  'shortcuts.help': '此列表',
  'shortcuts.undo': '撤销上一次设置更改',
  'shortcuts.redo': '重做',
  'shortcuts.nextRegion': '下一个区域',
  'shortcuts.previousRegion': '上一个区域',
  'shortcuts.arrows': '在图片间移动',
  'shortcuts.enter': '打开图片',
  'shortcuts.download': '下载图片',
  'shortcuts.reuse': '沿用其设置',
  'shortcuts.delete': '删除图片',
  'shortcuts.fit': '适合窗口',
  'shortcuts.actual': '100%',
  'shortcuts.double': '200%',
  'shortcuts.closeFull': '关闭全屏查看',
  'shortcuts.where.anywhere': '任意位置',
  'shortcuts.where.gallery': '在画廊和预览区',
  'shortcuts.where.full': '全屏查看时',
}
