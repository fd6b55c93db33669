import type { Translation } from '../../translation.ts'
import { LANGUAGE_MESSAGES } from './language-messages.ts'

/** The page in Simplified Chinese. */
export const CHINESE: Translation = {
  ...LANGUAGE_MESSAGES,
}
