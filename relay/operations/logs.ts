import { pino, type Logger as PinoLogger } from 'pino'
import type { App, Request } from '../http/app.ts'
import type { LogLevel } from './log-level.ts'
import { createScrubber } from './scrub.ts'
import { asTextLine } from './text-line.ts'

/** A logger, fit to be the HTTP library's own. */
export type Logger = PinoLogger

/** How to log. */
export interface LogParts {
  readonly level: LogLevel
  /** One JSON object per line for programs, or one readable line for people. */
  readonly format: 'json' | 'text'
  /** Texts that must never appear, such as the key from the command line. */
  readonly secrets: readonly string[]
  /** Gets whole lines with their newline. */
  readonly write: (line: string) => void
}

/**
 * Characters that a terminal may obey or that hide others, and are not escaped by JSON: C1 controls, line separators,
 * changes of writing direction.
 */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * A logger whose lines hold no secrets, no prompts and no pictures, and which nobody can make write a second line: what
 * comes from outside is cut, escaped, and kept in its field.
 */
export function createLogger({ level, format, secrets, write }: LogParts): Logger {
  const scrub = createScrubber(secrets)
  const asObject = (fields: object) => scrub.value(withoutRequests(fields)) as Record<string, unknown>
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: asObject },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as readonly unknown[]
          const clean = rest.map(scrub.value)
          // Alone, an error would give its own words to the line.
          const isAlone = first instanceof Error && clean.length === 0
          const safe = isAlone
            ? [{ err: first }, scrub.text(first.message)]
            : [withText(first, scrub.text), ...clean]
          // The same kinds of arguments, with other contents.
          method.apply(this, safe as typeof args)
        },
        streamWrite: (line) => line.replace(UNSAFE, escapeCharacter),
      },
    },
    { write: (line: string) => write(format === 'json' ? line : asTextLine(line)) },
  )
  // Fields of child loggers pass by the formatters. Children have this function from their parents.
  const child = logger.child
  logger.child = function (bindings, options) {
    // The types of children depend on levels of their own, which there are none of here.
    return child.call(this, asObject(bindings), options) as never
  }
  return logger
}

function withText(value: unknown, clean: (text: string) => string): unknown {
  return typeof value === 'string' ? clean(value) : value
}

/** What the HTTP library logs on its own account holds whole requests and replies: of those, what is said below. */
function withoutRequests(fields: object): object {
  const { req, res } = fields as {
    readonly req?: Partial<Request>
    readonly res?: { readonly statusCode?: number }
  }
  return {
    ...fields,
    ...(req && { req: { method: req.method, id: req.id } }),
    ...(res && { res: { status: res.statusCode } }),
  }
}

/**
 * Logs each request when it is answered, or given up by its client: by its route, never by its address, which may hold
 * anything. Ids of keys are no secrets. What a page loads is only told at `debug`.
 */
export function logRequests(app: App, logger: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url
    const isQuiet = route === undefined || QUIET.has(route) || route.endsWith('*')
    const level = reply.statusCode >= 500 ? 'warn' : isQuiet ? 'debug' : 'info'
    logger[level](
      {
        method: request.method,
        route: route ?? '(none)',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        id: request.id,
        ...keyOf(request),
      },
      'answered',
    )
    done()
  })
  app.addHook('onRequestAbort', (request, done) => {
    const { method, id } = request
    logger.info({ method, route: request.routeOptions.url ?? '(none)', id, ...keyOf(request) }, 'client left')
    done()
  })
}

const QUIET = new Set(['/', '/health', '/ready', '/metrics'])

function keyOf({ caller }: { readonly caller?: { readonly owner: string } }) {
  return caller && caller.owner !== '' ? { key: caller.owner } : {}
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
