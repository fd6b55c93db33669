import type { Translation } from '../../translation.ts'

/** Sentences about the language of the page, in Arabic. */
export const LANGUAGE_MESSAGES: Translation = {
  'language.label': 'اللغة',
  'language.system': 'النظام',
}
