import type { Translation } from '../../translation.ts'

/** Sentences about the language of the page, in German. */
export const LANGUAGE_MESSAGES: Translation = {
  'language.label': 'Sprache',
  'language.system': 'System',
}
