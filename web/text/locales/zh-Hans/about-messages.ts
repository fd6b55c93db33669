import type { Translation } from '../../translation.ts'

/** Sentences around the help, in Simplified Chinese. */
export const ABOUT_MESSAGES: Translation = {
  'help.about': '关于{name}',
  'help.failed': '无法获取帮助。恢复联网后即可查看。',
}
