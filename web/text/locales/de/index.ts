import type { Translation } from '../../translation.ts'
import { LANGUAGE_MESSAGES } from './language-messages.ts'

/** The page in German. */
export const GERMAN: Translation = {
  ...LANGUAGE_MESSAGES,
}
