import { MESSAGES, type MessageKey } from './messages.ts'
import type { Say } from './use-text.ts'

/** The name of a request's field, as its control has it. */
export function fieldName(field: string, say: Say): string {
  const key = `field.${field}`
  // It has just been looked up.
  return say(key in MESSAGES ? (key as MessageKey) : 'field.other')
}
