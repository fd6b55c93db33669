import type { Language } from './languages.ts'
import { MESSAGES } from './messages.ts'
import type { Catalogue } from './say.ts'

/** The sentences of a language; what is not translated stays English. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'en':
      return MESSAGES
    case 'ar':
      return { ...MESSAGES, ...(await import('./locales/ar/index.ts')).ARABIC }
    case 'de':
      return { ...MESSAGES, ...(await import('./locales/de/index.ts')).GERMAN }
    case 'zh-Hans':
      return { ...MESSAGES, ...(await import('./locales/zh-Hans/index.ts')).CHINESE }
    case 'en-XA':
      return (await import('./locales/pseudo.ts')).accented(MESSAGES)
    case 'ar-XB':
      return (await import('./locales/pseudo.ts')).mirrored(MESSAGES)
  }
}
