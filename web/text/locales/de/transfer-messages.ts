import type { Translation } from '../../translation.ts'

/** Sentences about pictures in zips, out and in, in German. */
export const TRANSFER_MESSAGES: Translation = {
  'transfer.export': 'Als Zip herunterladen',
  'transfer.exportAll': 'Alle als Zip herunterladen',
  'transfer.import': 'Importieren …',
  'transfer.exporting': 'Bilder kommen in ein Zip',
  'transfer.importing': 'Bilder werden importiert',
  'transfer.exportProgress': 'Fortschritt des Downloads',
  'transfer.importProgress': 'Fortschritt des Imports',
  'transfer.progress': '{count, number} von {of, number}',
  'transfer.cancel': 'Abbrechen',
  'transfer.exported': 'Das Zip enthält {count, plural, one {# Bild} other {# Bilder}}.',
  'transfer.added': '{count, plural, one {# Bild importiert} other {# Bilder importiert}}',
  'transfer.known': '{count, plural, one {# war schon da} other {# waren schon da}}',
  'transfer.failed':
    '{count, plural, one {# Datei ließ sich nicht importieren} other {# Dateien ließen sich nicht importieren}}',
  'transfer.reason.not_a_zip': 'Das Zip lässt sich nicht lesen: Es ist beschädigt oder kein Zip.',
  'transfer.reason.no_pictures': 'Im Zip sind keine PNG-, JPEG- oder WebP-Bilder.',
  'transfer.reason.records': 'Die Liste der Bilder im Zip ist beschädigt.',
  'transfer.reason.too_large': 'Ausgepackt ist es mehr, als eine Galerie auf einmal nimmt.',
  'transfer.reason.not_a_picture': 'Nicht jede Datei ist ein ganzes PNG-, JPEG- oder WebP-Bild.',
  'transfer.reason.damaged': 'Ein Bild im Zip ist beschädigt.',
}
