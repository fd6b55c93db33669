import { useCallback } from 'react'
import { useIntl } from 'react-intl'
import type { MessageKey } from './messages.ts'

/** Says a sentence in the user's language. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

/** The sentences of the page, in the user's language. */
export function useText(): Say {
  const intl = useIntl()
  return useCallback<Say>(
    (key, values) => intl.formatMessage({ id: key }, values as Record<string, string | number>),
    [intl],
  )
}
