import type { Translation } from '../../translation.ts'

/** Sentences of the command list, in Arabic. */
export const COMMAND_MESSAGES: Translation = {
  'commands.title': 'قائمة الأوامر',
  'commands.search': 'البحث عن شاشة أو إجراء أو إعداد',
  'commands.none': 'لا شيء بهذا الاسم.',
  'commands.view': 'شاشة',
  'commands.action': 'إجراء',
  'shortcuts.commands': 'قائمة الأوامر: كل شيء باسمه',
}
