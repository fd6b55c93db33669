import { MESSAGES } from './messages.ts'
import { createSay, type Say } from './say.ts'

/** Says sentences in English, whatever the page speaks. */
export function sayEnglish(): Say {
  return createSay(MESSAGES, 'en')
}
