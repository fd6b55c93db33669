import { createIntl, createIntlCache } from 'react-intl'
import { MESSAGES } from './messages.ts'
import type { Say } from './use-text.ts'

/** Says sentences in English, outside React. */
export function sayEnglish(): Say {
  const intl = createIntl({ locale: 'en', messages: MESSAGES }, createIntlCache())
  return (key, values) => intl.formatMessage({ id: key }, values as Record<string, string | number>)
}
