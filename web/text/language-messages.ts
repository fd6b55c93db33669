/** Sentences about the language of the page. */
export const LANGUAGE_MESSAGES = {
  'language.label': 'Language',
  'language.system': 'System',
} as const
