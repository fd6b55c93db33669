import { parseArgs } from 'node:util'
import { ConfigError } from './config-error.ts'

/** A flag: what stands after it, whether it may be repeated, and what it is for. */
interface Flag {
  /** Empty for one that stands alone. */
  readonly value: string
  readonly isRepeatable?: boolean
  readonly help: string
}

/** Every flag of the server, in the order of the help text. */
export const FLAGS = {
  port: { value: '<number>', help: 'Port of page and API; 0 takes any free one. Default 7866.' },
  listen: {
    value: '[address]',
    help: 'Address to listen on; alone it means every address. Default 127.0.0.1.',
  },
  apikey: { value: '<secret>', help: 'Key that callers must send.' },
  'base-url': { value: '<url>', help: 'Start of the addresses in answers: host, host:port or a whole URL.' },
  'webhook-url': { value: '<url>', help: 'Told of every job that names no webhook of its own.' },
  'webhook-legacy-encoding': { value: '', help: 'Send webhooks as a JSON text inside a JSON text.' },
  'webhook-secret': {
    value: '<whsec_…>',
    isRepeatable: true,
    help: 'Signs webhooks. Give the new one first and the old one too while receivers change.',
  },
  preset: { value: '<name>', help: 'Preset whose values stand for what a request leaves out.' },
  compat: { value: '<clone|reference>', help: 'reference: undo our fixes that clients may depend on.' },
  'data-path': { value: '<folder>', help: 'Database, keys, inputs. Default ./fooocus-tab-data.' },
  'output-path': { value: '<folder>', help: 'Finished pictures. Default: outputs in the data folder.' },
  redis: { value: '<url>', help: 'Share jobs between several relays through this Redis.' },
  durability: {
    value: '<normal|full>',
    help: 'full: accepted jobs survive a power cut, at the price of speed.',
  },
  'memory-only': { value: '', help: 'Keep jobs and keys in memory only.' },
  'headless-tab': { value: '', help: 'Open a browser without a window as the worker.' },
  'no-url-inputs': { value: '', help: 'Take no addresses for input pictures.' },
  'allow-private-urls': {
    value: '',
    help: 'Let input pictures and webhooks reach private addresses and plain http.',
  },
  'allow-origin': {
    value: '<origin>',
    isRepeatable: true,
    help: 'Origin of a page that may use the API, such as https://app.example.',
  },
  'allow-host': { value: '<name>', isRepeatable: true, help: 'Another host name of this relay.' },
  'queue-limit': { value: '<number>', help: 'Jobs that may wait. Default 1000.' },
  'queue-limit-per-key': { value: '<number>', help: 'Jobs that may wait for one key. Default 200.' },
  'rate-limit': { value: '<number>', help: 'Requests a minute for one key and address.' },
  'no-tab-wait': {
    value: '<seconds>',
    help: 'How long a job waits for a tab that can do it; 0 fails at once. Default 60.',
  },
  'disk-budget': { value: '<GB>', help: 'Delete the oldest pictures when all together take more than this.' },
  'keep-days': { value: '<number>', help: 'Forget jobs that ended longer ago.' },
  'log-level': { value: '<level>', help: 'trace, debug, info, warn, error or silent. Default info.' },
  'log-format': { value: '<json|text>', help: 'Default text.' },
  'trust-proxy': { value: '', help: 'Believe the X-Forwarded headers of a proxy in front.' },
} as const satisfies Readonly<Record<string, Flag>>

/** A flag of the server, without its dashes. */
export type FlagName = keyof typeof FLAGS

/** What was set, wherever it was set. */
export interface Settings {
  /** Undefined for what was not set, or set to nothing in the environment. */
  text(name: FlagName): string | undefined
  texts(name: FlagName): readonly string[]
  isOn(name: FlagName): boolean
}

const EVERY_ADDRESS = '0.0.0.0'

const names = Object.keys(FLAGS) as readonly FlagName[]

/**
 * Reads flags and environment; flags win. A flag `--disk-budget` is `FOOOCUS_TAB_DISK_BUDGET` in the environment, where
 * commas separate what may be repeated.
 *
 * @throws ConfigError for a flag that is not known or lacks its value
 */
export function readSettings(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Settings {
  const flags = parseFlags(args)
  const fromEnv = (name: FlagName) => env[variableOf(name)] || undefined
  return {
    text: (name) => lastOf(flags[name]) ?? fromEnv(name),
    texts: (name) => {
      const given = flags[name]
      if (isList(given)) return given
      return (fromEnv(name)?.split(',') ?? []).map((one) => one.trim())
    },
    isOn: (name) => flags[name] === true || isYes(variableOf(name), fromEnv(name)),
  }
}

/** All flags with their explanations, one per line. */
export function flagHelp(): string {
  const lines = names.map((name) => [`--${name} ${FLAGS[name].value}`.trimEnd(), FLAGS[name].help] as const)
  const width = Math.max(...lines.map(([flag]) => flag.length))
  return lines.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`).join('\n')
}

type FlagValue = string | boolean | readonly (string | boolean)[] | undefined

function parseFlags(args: readonly string[]): Readonly<Partial<Record<string, FlagValue>>> {
  // parseArgs has no flag with an optional value, which a bare --listen is.
  const filled = args.map((arg, index) => {
    const next = args[index + 1]
    const bare = arg === '--listen' && (next === undefined || next.startsWith('--'))
    return bare ? `--listen=${EVERY_ADDRESS}` : arg
  })
  const options = Object.fromEntries(
    Object.entries<Flag>(FLAGS).map(([name, { value, isRepeatable = false }]) => [
      name,
      { type: value === '' ? ('boolean' as const) : ('string' as const), multiple: isRepeatable },
    ]),
  )
  try {
    return parseArgs({ args: filled, options, strict: true }).values
  } catch (error) {
    throw new ConfigError(`${reasonOf(error)}. Known flags: ${names.map((one) => `--${one}`).join(', ')}.`)
  }
}

/** The first sentence of what the parser said; the rest explains the parser. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.split(/[.\n]/, 1)[0]! : String(error)
}

function isList(value: FlagValue): value is readonly string[] {
  return Array.isArray(value)
}

function lastOf(value: FlagValue): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function variableOf(name: FlagName): string {
  return `FOOOCUS_TAB_${name.toUpperCase().replaceAll('-', '_')}`
}

function isYes(variable: string, text = 'no'): boolean {
  if (/^(?:1|true|yes|on)$/i.test(text)) return true
  if (/^(?:0|false|no|off)$/i.test(text)) return false
  throw new ConfigError(`${variable} is 1 or 0, not "${text}".`)
}
