/** Sentences of the command list. */
export const COMMAND_MESSAGES = {
  'commands.title': 'Command list',
  'commands.search': 'Find a view, an action or a setting',
  'commands.none': 'Nothing of this name.',
  'commands.view': 'View',
  'commands.action': 'Action',
  'shortcuts.commands': 'Command list: everything by its name',
} as const
