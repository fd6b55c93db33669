import type { HelpTexts } from '../../help-catalogue.ts'

/** What each control does, in German. */
export const HELP_MESSAGES: Partial<HelpTexts> = {
  guidance_scale:
    'Wie streng das Bild dem Prompt folgt. Niedrig ist freier und weicher, hoch strenger und härter; über 10 wirkt es oft verbrannt. Die schnellen Modi arbeiten bei 1 und stellen es selbst ein.',
}
