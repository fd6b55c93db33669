import { join } from 'node:path'
import { parseArgs } from 'node:util'

/** Everything the server is told from outside. */
export interface RelayConfig {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Empty when none is asked for; only possible on this machine's own addresses. */
  readonly apikey: string
  /** Folder of the built page. */
  readonly webRoot: string
  /** How long running answers may take to end after a stop signal. */
  readonly shutdownMs: number
}

/** A command line that cannot be followed; the message is one sentence for the person who typed it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** The address of page and API unless told otherwise. */
const DEFAULTS = { host: '127.0.0.1', port: 7866 } as const

const EVERY_ADDRESS = '0.0.0.0'

/**
 * Reads flags and environment; flags win.
 *
 * @param args the command line after the script's name; a bare `--listen` means every address, as in Fooocus
 * @throws ConfigError with the sentence to print
 */
export function readConfig(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): RelayConfig {
  const flags = parseFlags(args)
  const host = flags.listen ?? given(env.FOOOCUS_TAB_LISTEN) ?? DEFAULTS.host
  const port = readPort(flags.port ?? given(env.FOOOCUS_TAB_PORT) ?? String(DEFAULTS.port))
  const apikey = flags.apikey ?? env.FOOOCUS_TAB_APIKEY ?? ''
  if (!isLoopback(host) && apikey === '') {
    throw new ConfigError(
      `Listening on ${host} opens this server to other machines, so it needs a key: add --apikey <secret>, ` +
        `or leave out --listen.`,
    )
  }
  return { host, port, apikey, webRoot: join(import.meta.dirname, '../web'), shutdownMs: 10_000 }
}

/** Whether an address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function parseFlags(args: readonly string[]) {
  // parseArgs has no flag with an optional value, which a bare --listen is.
  const filled = args.map((arg, index) => {
    const next = args[index + 1]
    const bare = arg === '--listen' && (next === undefined || next.startsWith('--'))
    return bare ? `--listen=${EVERY_ADDRESS}` : arg
  })
  try {
    const text = { type: 'string' } as const
    return parseArgs({ args: filled, options: { listen: text, port: text, apikey: text }, strict: true })
      .values
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0]! : String(error)
    throw new ConfigError(`${reason}. Known flags: --port <number>, --listen [address], --apikey <secret>.`)
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new ConfigError(`A port is a number from 0 to 65535, not "${text}".`)
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
