import { useLayoutEffect, type ReactNode } from 'react'
import { useStore, type StoreApi } from 'zustand'
import type { LanguageState } from '../../text/language-store.ts'
import { LanguageContext } from '../../text/use-language.ts'
import { SayContext } from '../../text/use-text.ts'
import { AriaLocale } from '../../ui/AriaLocale.tsx'

interface PageLanguageProps {
  readonly store: StoreApi<LanguageState>
  readonly children: ReactNode
}

/** Gives the chosen language to everything below, to the controls' own words, and to the document. */
export function PageLanguage({ store, children }: PageLanguageProps) {
  const { language, direction, locale, say } = useStore(store)
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.documentElement.dir = direction
  }, [language, direction])
  // The controls find out by themselves which way a language is read; the page writes Latin digits.
  const ariaLocale = direction === 'rtl' ? `${language}-u-nu-latn` : locale
  return (
    <LanguageContext value={store}>
      <SayContext value={say}>
        <AriaLocale locale={ariaLocale}>{children}</AriaLocale>
      </SayContext>
    </LanguageContext>
  )
}
