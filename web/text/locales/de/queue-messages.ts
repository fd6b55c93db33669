import type { Translation } from '../../translation.ts'

/** The queue and the ways to generate, in German. */
export const QUEUE_MESSAGES: Translation = {
  'queue.button': 'Warteschlange',
  'queue.count': '{count, plural, =0 {nichts wartet} one {# Auftrag wartet} other {# Aufträge warten}}',
  'queue.region': 'Warteschlange',
  'queue.waiting': 'Wartende Aufträge',
  'queue.now': 'Jetzt',
  'queue.next': 'Wartet',
  'queue.empty': 'Nichts wartet.',
  'queue.pausedEmpty': 'Nichts wartet. Was hinzukommt, wartet, bis es weitergeht.',
  'queue.clear': 'Wartende entfernen',
  'queue.pause': 'Warteschlange anhalten',
  'queue.resume': 'Fortsetzen',
  'queue.resumeAll': 'Warteschlange fortsetzen',
  'queue.start': 'Starten',
  'queue.inAll': 'Insgesamt etwa {time}',
  'queue.progress': 'Fortschritt dieses Auftrags',
  'queue.moveUp': 'Auftrag {place, number} nach oben: {name}',
  'queue.edit': 'Auftrag {place, number} bearbeiten: {name}',
  'queue.duplicate': 'Auftrag {place, number} verdoppeln: {name}',
  'queue.removeTask': 'Auftrag {place, number} entfernen: {name}',
  'queue.moved': 'Jetzt auf Platz {place, number} von {count, number}',
  'queue.keys': 'Alt mit ↑ oder ↓ verschiebt den Auftrag.',
  'queue.api': 'API',
  'queue.apiHint':
    'Über die API angefragt. Wird der Auftrag entfernt, erfährt der Aufrufer, dass er abgebrochen wurde.',
  'queue.ended': 'Heute fertig',
  'queue.endedNone': 'Noch nichts.',
  'queue.finished': '{count, plural, =0 {Fertig, ohne Bild} one {Fertig · # Bild} other {Fertig · # Bilder}}',
  'queue.stopped': 'Abgebrochen · {kept, number} von {images, number} behalten',
  'queue.failed': '{headline}. {sentence}',
  'queue.retry': 'Noch einmal: {name}',
  'queue.retryWord': 'Noch einmal',

  'engine.queuePaused': 'Angehalten',
  'notices.queuePaused':
    'Die Warteschlange ist angehalten. {count, plural, =0 {Nichts wartet.} one {# Auftrag wartet.} other {# Aufträge warten.}}',
  'notices.queueRests':
    '{count, plural, one {# Auftrag wartet} other {# Aufträge warten}} seit {day, select, today {{since, time, short}} yesterday {gestern} other {{since, date, ::MMMMd}}}.',
  'notices.clearQueue': 'Entfernen',

  'toast.removed_from_queue':
    '{count, plural, one {Aus der Warteschlange entfernt} other {# Aufträge aus der Warteschlange entfernt}}',
  'toast.removed_relayed': 'Entfernt. Der Aufrufer erfährt, dass der Auftrag abgebrochen wurde.',
  'toast.taken_from_queue': 'Der Auftrag steht jetzt im Prompt, anstelle des Bisherigen',

  'more.button': 'Weitere Arten zu generieren',
  'more.next': 'Als Nächstes generieren',
  'more.nextHint': 'Vor allem, was wartet.',
  'more.repeat': 'Wiederholen bis Stopp',
  'more.repeatHint': 'Immer wieder, mit den Einstellungen, die dann gelten.',
  'more.endRepeat': 'Wiederholung beenden',
  'more.styles': 'Je eins in jedem gewählten Stil',
  'more.stylesHint': '{count, plural, one {# Auftrag} other {# Aufträge}}, jeder mit nur einem Stil.',
  'more.stylesNeed': 'Dafür zuerst mindestens zwei Stile wählen.',
  'more.choices': 'Jede Möglichkeit der Listen',
  'more.choicesHint': '{count, plural, one {# Bild} other {# Bilder}}, eins für jede Möglichkeit im Prompt.',
  'more.choicesNeed': 'Dafür zuerst eine Liste in den Prompt schreiben: ein [[rot, blau]] Fuchs.',

  'shortcuts.generateNext': 'Als Nächstes generieren, vor allem, was wartet',
  'shortcuts.moveTask': 'Einen wartenden Auftrag verschieben',
}
