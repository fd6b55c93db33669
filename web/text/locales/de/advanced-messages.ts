import type { Translation } from '../../translation.ts'

/** Sentences of the tab Advanced, in German. */
export const ADVANCED_MESSAGES: Translation = {
  'advanced.picture': 'Bild',
  'advanced.resetGroup': 'Zurücksetzen: {group}',
  'advanced.changed': 'Geändert',
  'advanced.changedOnly': 'Nur Geändertes',
  'advanced.noneChanged': 'Nichts ist geändert: Alles ist, wie Preset oder Modell es vorgeben.',
}
