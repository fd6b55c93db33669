import { join, resolve } from 'node:path'
import { NO_PRESET, PRESET_NAMES } from '../contract/catalog/presets.ts'
import { COMMAND_USAGE, isCommand, readCommand, type ReadCommand } from './config-command.ts'
import { ConfigError } from './config-error.ts'
import { flagHelp, readSettings, type Settings } from './config-flags.ts'
import {
  readAmount,
  readBaseUrl,
  readChoice,
  readHostName,
  readOrigin,
  readUrl,
  readWhole,
} from './config-values.ts'
import { readKeyFile } from './http/key-file.ts'
import { LOG_LEVELS, type LogLevel } from './operations/log-level.ts'
import { isWebhookSecret } from './webhooks/sign.ts'

export { ConfigError }

/** Everything the server is told from outside. */
export interface RelayConfig {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Empty for none; other keys may be in the key file. */
  readonly apikey: string
  /** Start of the addresses in answers, without a slash at the end; null: taken from each request. */
  readonly baseUrl: string | null
  readonly webhook: {
    /** Empty for none. */
    readonly url: string
    readonly legacyEncoding: boolean
    /** `whsec_…`, the current one first; empty leaves messages unsigned. */
    readonly secrets: readonly string[]
  }
  readonly preset: string | null
  readonly compat: 'clone' | 'reference'
  /** Absolute folders. The data folder holds the database and the pictures that came with requests. */
  readonly dataPath: string
  readonly outputPath: string
  /** Null where everything stays in memory, like `controlFile`. */
  readonly keyFile: string | null
  /** Where the commands of this machine find the running relay. */
  readonly controlFile: string | null
  /** Holds passwords; null without one. */
  readonly redis: string | null
  readonly durability: 'normal' | 'full'
  readonly memoryOnly: boolean
  readonly headlessTab: boolean
  /** Whether requests may name addresses of pictures. */
  readonly urlInputs: boolean
  readonly allowPrivateUrls: boolean
  readonly allowOrigins: readonly string[]
  readonly allowHosts: readonly string[]
  readonly queue: { readonly waiting: number; readonly waitingPerOwner: number }
  /** Requests per minute; null for the usual limits. */
  readonly rateLimit: number | null
  /** How long a job waits for a tab that can do it; 0 fails it at once. */
  readonly noTabWaitMs: number
  /** Null for no limit. */
  readonly diskBudgetBytes: number | null
  /** How long ended jobs are kept; null for ever. */
  readonly keepMs: number | null
  readonly logLevel: LogLevel
  readonly logFormat: 'json' | 'text'
  readonly trustProxy: boolean
  /** Folder of the built page. */
  readonly webRoot: string
  /** How long running answers may take to end after a stop signal. */
  readonly shutdownMs: number
}

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'serve'; readonly config: RelayConfig }
  | {
      readonly kind: 'command'
      readonly command: ReadCommand['command']
      readonly keyFile: string
      readonly controlFile: string
    }
  | { readonly kind: 'help'; readonly text: string }

type Environment = Readonly<Record<string, string | undefined>>

/** The address of page and API unless told otherwise, and where data goes. */
const DEFAULTS = { host: '127.0.0.1', port: '7866', dataPath: './fooocus-tab-data' } as const

const MANY = { min: 1, max: 1_000_000 } as const
const DAY_S = 86_400
const GIGABYTE = 1e9

/**
 * Reads a whole command line: the server's flags, a command with its own, or a call for help.
 *
 * @param args the command line after the script's name
 * @throws ConfigError with the sentence to print
 */
export function readInvocation(args: readonly string[], env: Environment): Invocation {
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help', text: helpText() }
  const [word, ...rest] = args
  if (!isCommand(word)) return { kind: 'serve', config: readConfig(args, env) }
  const { command, dataPath } = readCommand(word, rest)
  return { kind: 'command', command, ...filesIn(dataFolder(dataPath ?? env.FOOOCUS_TAB_DATA_PATH)) }
}

/**
 * Reads flags and environment; flags win.
 *
 * @param args the command line after the script's name; a bare `--listen` means every address, as in Fooocus
 * @param hasKeys whether the key file of a data folder holds a valid key
 * @throws ConfigError with the sentence to print
 */
export function readConfig(
  args: readonly string[],
  env: Environment,
  hasKeys: (keyFile: string) => boolean = hasValidKey,
): RelayConfig {
  const settings = readSettings(args, env)
  const { text, isOn } = settings
  const host = text('listen') ?? DEFAULTS.host
  const port = readWhole(text('port') ?? (env.API_PORT || DEFAULTS.port), 'A port', { min: 0, max: 65_535 })
  const dataPath = dataFolder(text('data-path'))
  const memoryOnly = isOn('memory-only')
  const files = memoryOnly ? { keyFile: null, controlFile: null } : filesIn(dataPath)
  const apikey = text('apikey') ?? ''
  const baseUrl = text('base-url')
  const base = baseUrl === undefined ? null : readBaseUrl(baseUrl, port)
  const exposure = { host, baseUrl: base, trustProxy: isOn('trust-proxy') }
  const needsKey = isExposed(exposure) && apikey === ''
  if (needsKey && !(files.keyFile !== null && hasKeys(files.keyFile))) {
    throw new ConfigError(
      isLoopback(host)
        ? 'A proxy or a public --base-url opens this server to other machines, so it needs a key: ' +
            'add --apikey <secret>, or make one with the command "keys add".'
        : `Listening on ${host} opens this server to other machines, so it needs a key: add --apikey <secret>, ` +
            `make one with the command "keys add", or leave out --listen.`,
    )
  }
  if (isOn('headless-tab') && isBehindProxy(exposure)) {
    throw new ConfigError(
      '--headless-tab pairs itself, which a relay behind a proxy cannot allow: run the tab beside a relay of its own, ' +
        'or open a tab and pair it with a token from the command "pair".',
    )
  }
  const redis = text('redis')
  if (memoryOnly && redis !== undefined) {
    throw new ConfigError('--memory-only and --redis exclude each other: leave one of them out.')
  }
  return {
    host,
    port,
    apikey,
    baseUrl: base,
    webhook: webhookFrom(settings),
    preset: presetFrom(text('preset')),
    compat: readChoice(text('compat') ?? 'clone', '--compat', ['clone', 'reference'] as const),
    dataPath,
    outputPath: resolve(text('output-path') ?? join(dataPath, 'outputs')),
    ...files,
    redis: redis === undefined ? null : readUrl(redis, '--redis', ['redis', 'rediss']),
    durability: readChoice(text('durability') ?? 'normal', '--durability', ['normal', 'full'] as const),
    memoryOnly,
    headlessTab: isOn('headless-tab'),
    urlInputs: !isOn('no-url-inputs'),
    allowPrivateUrls: isOn('allow-private-urls'),
    allowOrigins: settings.texts('allow-origin').map(readOrigin),
    allowHosts: settings.texts('allow-host').map(readHostName),
    ...limitsFrom(settings),
    logLevel: readChoice(text('log-level') ?? 'info', '--log-level', LOG_LEVELS),
    logFormat: readChoice(text('log-format') ?? 'text', '--log-format', ['json', 'text'] as const),
    trustProxy: isOn('trust-proxy'),
    webRoot: join(import.meta.dirname, '../web'),
    shutdownMs: 10_000,
  }
}

/** Whether other machines can reach a relay: by its own address, or through a proxy in front of it. */
export function isExposed(config: Pick<RelayConfig, 'host' | 'baseUrl' | 'trustProxy'>): boolean {
  return !isLoopback(config.host) || isBehindProxy(config)
}

/** Whether strangers' requests may arrive from this machine's own addresses, because a proxy hands them on. */
export function isBehindProxy({ baseUrl, trustProxy }: Pick<RelayConfig, 'baseUrl' | 'trustProxy'>): boolean {
  const named = baseUrl === null ? 'localhost' : new URL(baseUrl).hostname.replace(/^\[|\]$/g, '')
  return trustProxy || !isLoopback(named)
}

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function limitsFrom({ text }: Settings) {
  const rate = text('rate-limit')
  const budget = text('disk-budget')
  const days = text('keep-days')
  return {
    queue: {
      waiting: readWhole(text('queue-limit') ?? '1000', '--queue-limit', MANY),
      waitingPerOwner: readWhole(text('queue-limit-per-key') ?? '200', '--queue-limit-per-key', MANY),
    },
    rateLimit: rate === undefined ? null : readWhole(rate, '--rate-limit', MANY),
    noTabWaitMs: readWhole(text('no-tab-wait') ?? '60', '--no-tab-wait', { min: 0, max: DAY_S }) * 1000,
    diskBudgetBytes: budget === undefined ? null : readAmount(budget, '--disk-budget') * GIGABYTE,
    keepMs: days === undefined ? null : readAmount(days, '--keep-days') * DAY_S * 1000,
  }
}

function webhookFrom(settings: Settings): RelayConfig['webhook'] {
  const url = settings.text('webhook-url')
  const secrets = settings.texts('webhook-secret')
  if (!secrets.every(isWebhookSecret)) {
    throw new ConfigError('--webhook-secret is "whsec_" and the base64 of 24 to 64 random bytes.')
  }
  return {
    url: url === undefined ? '' : readUrl(url, '--webhook-url', ['https', 'http']),
    legacyEncoding: settings.isOn('webhook-legacy-encoding'),
    secrets,
  }
}

function presetFrom(name: string | undefined): string | null {
  if (name === undefined || name === NO_PRESET) return null
  if (PRESET_NAMES.some((known) => known === name)) return name
  throw new ConfigError(`--preset is one of ${PRESET_NAMES.join(', ')}, not "${name}".`)
}

function dataFolder(path: string | undefined): string {
  return resolve(path || DEFAULTS.dataPath)
}

function filesIn(dataPath: string) {
  return { keyFile: join(dataPath, 'keys.json'), controlFile: join(dataPath, 'control-token') }
}

function hasValidKey(keyFile: string): boolean {
  try {
    return readKeyFile(keyFile).keys.some(({ revokedAt }) => revokedAt === null)
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error))
  }
}

function helpText(): string {
  return [
    'Serves the page and an API in front of the browser tab that makes the pictures.',
    '',
    'Flags, each also as a variable such as FOOOCUS_TAB_BASE_URL:',
    flagHelp(),
    '',
    'Commands, all with --data-path <folder>:',
    ...Object.values(COMMAND_USAGE).map((usage) => `  ${usage}`),
  ].join('\n')
}
