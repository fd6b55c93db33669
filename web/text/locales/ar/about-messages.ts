import type { Translation } from '../../translation.ts'

/** Sentences around the help, in Arabic. */
export const ABOUT_MESSAGES: Translation = {
  'help.about': 'حول \u2068{name}\u2069',
  'help.failed': 'تعذّر جلب المساعدة. ستتوفر عند عودة الاتصال بالإنترنت.',
}
