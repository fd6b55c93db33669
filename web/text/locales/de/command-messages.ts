import type { Translation } from '../../translation.ts'

/** Sentences of the command list, in German. */
export const COMMAND_MESSAGES: Translation = {
  'commands.title': 'Befehlsliste',
  'commands.search': 'Ansicht, Aktion oder Einstellung finden',
  'commands.none': 'Nichts heißt so.',
  'commands.view': 'Ansicht',
  'commands.action': 'Aktion',
  'shortcuts.commands': 'Befehlsliste: alles beim Namen',
}
