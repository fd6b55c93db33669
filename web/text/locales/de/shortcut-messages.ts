import type { Translation } from '../../translation.ts'

/** Sentences about the keyboard, in German. */
export const SHORTCUT_MESSAGES: Translation = {
  'shortcuts.button': 'Tastenkürzel',
  'shortcuts.title': 'Tastenkürzel',
  'shortcuts.singleLetters': 'Kürzel aus einem Buchstaben',
  'shortcuts.generate': 'Generieren',
  'shortcuts.stop': 'Stoppen',
  'shortcuts.skip': 'Überspringen',
  'shortcuts.help': 'Diese Liste',
  'shortcuts.undo': 'Letzte Änderung der Einstellungen rückgängig',
  'shortcuts.redo': 'Änderung wiederholen',
  'shortcuts.nextRegion': 'Nächster Bereich',
  'shortcuts.previousRegion': 'Vorheriger Bereich',
  'shortcuts.arrows': 'Zwischen Bildern wechseln',
  'shortcuts.enter': 'Bild öffnen',
  'shortcuts.download': 'Bild herunterladen',
  'shortcuts.reuse': 'Einstellungen übernehmen',
  'shortcuts.delete': 'Bild löschen',
  'shortcuts.fit': 'Einpassen',
  'shortcuts.actual': '100 %',
  'shortcuts.double': '200 %',
  'shortcuts.closeFull': 'Großansicht schließen',
  'shortcuts.where.anywhere': 'Überall',
  'shortcuts.where.gallery': 'In der Galerie und auf der Bühne',
  'shortcuts.where.full': 'In der Großansicht',
}
