/** The languages of the page; English is the source of the others. */
export const LANGUAGES = ['en', 'ar', 'de', 'zh-Hans'] as const

/** Made from English to find text that was written past the catalogue: longer and accented, and mirrored. */
export const PSEUDO_LANGUAGES = ['en-XA', 'ar-XB'] as const

/** A language that the page can be shown in. */
export type Language = (typeof LANGUAGES)[number] | (typeof PSEUDO_LANGUAGES)[number]

/** A language, or the one that the browser asks for. */
export type LanguageChoice = 'system' | Language

/** A language with the place whose numbers and dates are written. */
export interface Tongue {
  readonly language: Language
  /** For Intl: as the browser names it where it asked for this language, such as de-AT. */
  readonly locale: string
  readonly direction: 'ltr' | 'rtl'
}

/** What each language calls itself. */
export const OWN_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  ar: 'العربية',
  de: 'Deutsch',
  'zh-Hans': '简体中文',
  'en-XA': 'Ēñĝļîšĥ XA',
  'ar-XB': 'English XB',
}

const FROM_RIGHT: readonly Language[] = ['ar', 'ar-XB']

/** Whether a text names a choice. */
export function isLanguageChoice(text: unknown): text is LanguageChoice {
  return text === 'system' || [...LANGUAGES, ...PSEUDO_LANGUAGES].some((language) => language === text)
}

/**
 * The language to speak.
 *
 * @param wanted what the browser asks for, best first
 */
export function findTongue(choice: LanguageChoice, wanted: readonly string[]): Tongue {
  const spoken = wanted.map((tag) => ({ tag, language: languageOf(tag) }))
  const found = spoken.find(({ language }) => (choice === 'system' ? language : language === choice))
  const language = choice === 'system' ? (found?.language ?? 'en') : choice
  // Pseudo-locales write numbers as English does: only their letters are put on.
  const locale = isPseudo(language) ? 'en' : (found?.tag ?? language)
  return { language, locale, direction: FROM_RIGHT.includes(language) ? 'rtl' : 'ltr' }
}

/** Which of the page's languages a reader of another one reads; scripts count, so zh-TW is not zh-Hans. */
function languageOf(tag: string): Language | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return LANGUAGES.find((one) => one === language || one === `${language}-${script}`)
  } catch {
    // No language tag: nothing that could be spoken.
    return undefined
  }
}

const isPseudo = (language: Language) => PSEUDO_LANGUAGES.some((pseudo) => pseudo === language)
