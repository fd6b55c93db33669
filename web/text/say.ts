import { IntlMessageFormat } from 'intl-messageformat'
import { elementsOf, type Message } from './message-elements.ts'
import type { MessageKey } from './messages.ts'

/** Says a sentence in the user's language. */
export interface Say {
  (key: MessageKey, values?: Readonly<Record<string, string | number>>): string
  /** Language and place in which numbers, dates and lists are written. */
  readonly locale: string
}

/** All sentences in one language. */
export type Catalogue = Readonly<Record<MessageKey, Message>>

/** Makes the voice of a catalogue. Each message is made ready when it is first said. */
export function createSay(catalogue: Catalogue, locale: string): Say {
  const formats = new Map<MessageKey, IntlMessageFormat>()
  const formatOf = (key: MessageKey) => {
    const known = formats.get(key)
    if (known) return known
    const format = new IntlMessageFormat(elementsOf(catalogue[key]), locale)
    formats.set(key, format)
    return format
  }
  const say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => {
    try {
      return String(formatOf(key).format(values))
    } catch (error) {
      // A sentence that lacks a value must not take the page down with it; it is reported, and its source is shown.
      queueMicrotask(() => {
        throw error
      })
      return JSON.stringify(catalogue[key])
    }
  }
  return Object.assign(say, { locale })
}
