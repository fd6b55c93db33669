import type { Translation } from '../../translation.ts'

/** Sentences of the command list, in Simplified Chinese. */
export const COMMAND_MESSAGES: Translation = {
  'commands.title': '命令列表',
  'commands.search': '查找视图、操作或设置',
  'commands.none': '没有找到。',
  'commands.view': '视图',
  'commands.action': '操作',
  'shortcuts.commands': '命令列表：按名称查找一切',
}
