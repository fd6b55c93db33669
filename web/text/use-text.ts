import { createContext, useContext } from 'react'
import type { Say } from './say.ts'
import { sayEnglish } from './say-english.ts'

export type { Say } from './say.ts'

/** The voice of the page. English where nobody has set it. */
export const SayContext = createContext<Say>(sayEnglish())

/** The sentences of the page, in the user's language. */
export const useText = (): Say => useContext(SayContext)
