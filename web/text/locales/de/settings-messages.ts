import type { Translation } from '../../translation.ts'

/** Sentences about sizes of one's own and several seeds, in German. */
export const SETTINGS_MESSAGES: Translation = {
  'size.custom': 'Eigene …',
  'size.group': 'Eigene Größe',
  'size.width': 'Breite',
  'size.height': 'Höhe',
  'size.keepShape': 'Verhältnis beibehalten',
  'size.swap': 'Breite und Höhe tauschen',
  'size.shape': 'Verhältnis oder Größe',
  'size.shapeHint': 'Etwa 16:9, 1.5 oder 1024×768.',
  'size.shapeError': 'Schreib ein Verhältnis wie 16:9 oder eine Größe wie 1024×768.',
  'size.use': 'Übernehmen',
  'size.nearest':
    'Nächste Größe, die das Modell kennt: {ratio} ({width, number, ::group-off}×{height, number, ::group-off})',
  'settings.arrayChoices': '[[…]] im Prompt hat {count, number} Möglichkeiten.',
  'settings.setNumber': 'Auf {count, number} setzen',
  'settings.seedsHint':
    'Gleicher Seed und gleiche Einstellungen ergeben das gleiche Bild. Kommas trennen mehrere: je ein Auftrag.',
}
