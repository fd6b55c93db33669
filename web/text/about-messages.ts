/** Sentences around the help; the help itself is in `help-messages.ts`. */
export const ABOUT_MESSAGES = {
  'help.about': 'About {name}',
  'help.failed': 'The help could not be fetched. It is there when you are online again.',
} as const
