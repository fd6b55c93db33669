import type { Translation } from '../../translation.ts'

/** Sentences about the language of the page, in Simplified Chinese. */
export const LANGUAGE_MESSAGES: Translation = {
  'language.label': '语言',
  'language.system': '跟随系统',
}
