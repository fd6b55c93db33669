import { createContext, useContext } from 'react'
import { useStore, type StoreApi } from 'zustand'
import type { LanguageState } from './language-store.ts'

/** The store of the page's language. */
export const LanguageContext = createContext<StoreApi<LanguageState> | null>(null)

/** A value derived from the language store. */
export function useLanguage<T>(select: (state: LanguageState) => T): T {
  const store = useContext(LanguageContext)
  if (!store) throw new Error('a PageLanguage is missing above this component')
  return useStore(store, select)
}
