import { createStore, type StoreApi } from 'zustand/vanilla'
import { loadCatalogue } from './catalogues.ts'
import { findTongue, type LanguageChoice, type Tongue } from './languages.ts'
import type { Say } from './say.ts'
import { createSay } from './say.ts'
import { sayEnglish } from './say-english.ts'

/** What the page speaks. */
export interface LanguageState extends Tongue {
  readonly choice: LanguageChoice
  readonly say: Say
  /**
   * Speaks another language, as soon as its sentences are there.
   *
   * @returns when it does, or when it turned out that the sentences cannot be had
   */
  readonly choose: (choice: LanguageChoice) => Promise<void>
}

/**
 * Makes the store of the language, which speaks English at first.
 *
 * @param wanted what the browser asks for now, best first
 */
export function createLanguageStore(wanted: () => readonly string[]): StoreApi<LanguageState> {
  return createStore<LanguageState>((set, get) => ({
    ...findTongue('en', []),
    choice: 'en',
    say: sayEnglish(),
    choose: async (choice) => {
      set({ choice })
      const tongue = findTongue(choice, wanted())
      try {
        const catalogue = await loadCatalogue(tongue.language)
        // Somebody may have chosen again meanwhile.
        if (get().choice !== choice) return
        set({ ...tongue, say: createSay(catalogue, tongue.locale) })
      } catch {
        // Offline, and never loaded before: the words stay as they are, and the choice counts at the next start.
        return
      }
    },
  }))
}
