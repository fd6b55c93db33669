import type { Translation } from '../../translation.ts'

/** Sentences around the help, in German. */
export const ABOUT_MESSAGES: Translation = {
  'help.about': 'Über {name}',
  'help.failed': 'Die Hilfe ließ sich nicht holen. Sie ist da, sobald du wieder online bist.',
}
