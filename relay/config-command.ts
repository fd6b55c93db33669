import { parseArgs } from 'node:util'
import { ConfigError } from './config-error.ts'
import { reasonOf } from './config-flags.ts'
import { readAmount, readWhole } from './config-values.ts'
import type { Command } from './operations/commands.ts'

/** A command, and the data folder that its flags name, if they do. */
export interface ReadCommand {
  readonly command: Command
  readonly dataPath: string | undefined
}

/** How each command is written. */
export const COMMAND_USAGE = {
  pair: 'pair [--name <text>] [--models <id,id>] [--slots <number>] [--expires <days>]',
  keys: 'keys list | keys add [--name <text>] [--priority <number>] | keys revoke <id>',
  tabs: 'tabs',
  jobs: 'jobs [list] | jobs show <id> | jobs stop <id>',
} as const

type CommandName = keyof typeof COMMAND_USAGE

/** Whether a command line begins with a command. */
export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(COMMAND_USAGE, word)
}

const DAY_MS = 86_400_000

/**
 * Reads a command with its flags. Every command takes `--data-path`.
 *
 * @param args after the command's name
 * @throws ConfigError with the usage of the command
 */
export function readCommand(name: CommandName, args: readonly string[]): ReadCommand {
  const { flags, words } = parse(name, args)
  return { command: commandFrom(name, flags, words), dataPath: flags['data-path'] }
}

type Flags = Readonly<Partial<Record<string, string>>>

function commandFrom(name: CommandName, flags: Flags, words: readonly string[]): Command {
  const [action, id, ...rest] = words
  if (name === 'pair' && action === undefined) return pairFrom(flags)
  if (name === 'tabs' && action === undefined) return { name }
  if (name === 'keys' && id === undefined) {
    if (action === 'list') return { name, action }
    if (action === 'add') {
      const priority = readWhole(flags.priority ?? '0', '--priority', { min: 0, max: 100 })
      return { name, action, label: labelFrom(flags), priority }
    }
  }
  if (name === 'jobs' && id === undefined && (action ?? 'list') === 'list') return { name, action: 'list' }
  if (id !== undefined && rest.length === 0) {
    if (name === 'keys' && action === 'revoke') return { name, action, id: publicPart(id) }
    if (name === 'jobs' && (action === 'show' || action === 'stop')) return { name, action, id }
  }
  throw misused(name, `"${[name, ...words].join(' ')}" is no command`)
}

function pairFrom(flags: Flags): Command {
  const models = flags.models?.split(',').map((one) => one.trim())
  if (models?.includes('')) throw new ConfigError('--models is a list of model ids with commas between them.')
  return {
    name: 'pair',
    label: labelFrom(flags),
    models: models ?? null,
    slots: readWhole(flags.slots ?? '1', '--slots', { min: 1, max: 16 }),
    expiresInMs: flags.expires === undefined ? null : readAmount(flags.expires, '--expires') * DAY_MS,
  }
}

function labelFrom({ name = '' }: Flags): string {
  if (name.length <= 100 && !/\p{Cc}/u.test(name)) return name
  throw new ConfigError('--name is a text of at most 100 characters on one line.')
}

/** Someone who pastes a whole key means its id. */
function publicPart(id: string): string {
  return /^(?:frk|prt)_([0-9a-f]+)_/.exec(id)?.[1] ?? id
}

const FLAGS: Readonly<Record<CommandName, readonly string[]>> = {
  pair: ['name', 'models', 'slots', 'expires'],
  keys: ['name', 'priority'],
  tabs: [],
  jobs: [],
}

function parse(name: CommandName, args: readonly string[]) {
  const options = Object.fromEntries(
    [...FLAGS[name], 'data-path'].map((flag) => [flag, { type: 'string' as const }]),
  )
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    })
    // Every option above is a text.
    return { flags: values as Flags, words: positionals }
  } catch (error) {
    throw misused(name, reasonOf(error))
  }
}

function misused(name: CommandName, reason: string): ConfigError {
  return new ConfigError(`${reason}. Usage: ${COMMAND_USAGE[name]}.`)
}
