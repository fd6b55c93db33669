import type { HelpTexts } from './help-messages.ts'
import type { Language } from './languages.ts'

/** Fetches the help; what is not translated stays English. */
export async function loadHelp(language: Language): Promise<HelpTexts> {
  const { HELP_MESSAGES } = await import('./help-messages.ts')
  return { ...HELP_MESSAGES, ...(await translation(language)) }
}

async function translation(language: Language): Promise<Partial<HelpTexts>> {
  switch (language) {
    case 'ar':
      return (await import('./locales/ar/help-messages.ts')).HELP_MESSAGES
    case 'de':
      return (await import('./locales/de/help-messages.ts')).HELP_MESSAGES
    case 'zh-Hans':
      return (await import('./locales/zh-Hans/help-messages.ts')).HELP_MESSAGES
    case 'en':
    case 'en-XA':
    case 'ar-XB':
      return {}
  }
}
