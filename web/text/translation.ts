import type { MessageKey } from './messages.ts'

/** Sentences in another language; keys that English does not have are refused, and a test looks for missing ones. */
export type Translation = Readonly<Partial<Record<MessageKey, string>>>
