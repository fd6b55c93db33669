import rateLimit from '@fastify/rate-limit'
import { AppError } from '../../contract/errors.ts'
import type { App, Caller, Reply, Request } from './app.ts'
import { refuse, type Shape } from './refusals.ts'

/** Limits of the server itself, to be given to the HTTP library and to Node's server. */
export const HTTP_LIMITS = {
  jsonBytes: 32 * 1024 * 1024,
  multipartBytes: 50 * 1024 * 1024,
  headerBytes: 16 * 1024,
  /** A client has this long to send its headers, and this long for the whole request. */
  headersMs: 10_000,
  requestMs: 120_000,
  keepAliveMs: 72_000,
  /** Open connections, sockets of tabs included. */
  connections: 2048,
} as const

/** Requests of one caller from one address within a minute. */
const PER_MINUTE = { generate: 600, other: 3000 } as const

/** What limits depend on. */
export interface RateLimitParts {
  /** Requests of either kind per minute; null for the usual: 600 that generate, 3000 others. */
  readonly perMinute: number | null
  /** Null for someone without a valid key. */
  readonly identify: (request: Request) => Caller | null
  /** Callers from this machine are not limited where no key is needed, unless `perMinute` is set. */
  readonly isKeyed: () => boolean
  /** Why no work is accepted now, such as a server that cannot keep up; null when it is. */
  readonly whyBusy: () => AppError | null
}

/** Keeps callers from taking more than their share. */
export interface RateLimits {
  /**
   * Limits every route of this scope that is added afterwards. Beyond the limit the answer is 429, for work while the
   * relay is busy 503, both in the words of the scope's clients and with `Retry-After`.
   */
  limit(scope: App, shape: Shape): void
}

/** How long a client that met a busy relay should wait, in seconds. */
const BUSY_RETRY_S = 5

/**
 * Rate limits by caller and address. Those without a valid key share one count per address, so that trying keys has a
 * limit too. Counts are this relay's own and are gone when it ends.
 */
export async function createRateLimits(app: App, parts: RateLimitParts): Promise<RateLimits> {
  await app.register(rateLimit, { global: false, cache: 10_000 })
  const limiterOf = (kind: keyof typeof PER_MINUTE) =>
    app.createRateLimit({
      max: parts.perMinute ?? PER_MINUTE[kind],
      timeWindow: 60_000,
      keyGenerator: (request) => `${kind} ${parts.identify(request)?.owner ?? '?'} ${request.ip}`,
    })
  const isUnlimited = (request: Request) =>
    parts.perMinute === null && !parts.isKeyed() && isLocal(request.ip)
  const limiters = { generate: limiterOf('generate'), other: limiterOf('other') }

  /** @returns whether it was refused */
  async function isOverLimit(request: Request, reply: Reply, shape: Shape): Promise<boolean> {
    const counted = await limiters[isWork(request) ? 'generate' : 'other'](request)
    if (counted.isAllowed) return false
    reply.header('x-ratelimit-limit', counted.max).header('x-ratelimit-remaining', counted.remaining)
    if (!counted.isExceeded) return false
    const message = `Only ${counted.max} requests a minute are allowed.`
    const retryAfterS = Math.max(1, counted.ttlInSeconds)
    refuse(reply, shape, new AppError('rate_limited', message, { retryAfterS }))
    return true
  }

  return {
    limit: (scope, shape) =>
      void scope.addHook('onRequest', (request, reply, done) => {
        const goOn = () => {
          const busy = parts.whyBusy()
          if (!busy || !isWork(request)) return done()
          reply.header('retry-after', BUSY_RETRY_S)
          refuse(reply, shape, busy, 503)
        }
        // Nobody waits for a count that is not needed.
        if (isUnlimited(request)) return goOn()
        isOverLimit(request, reply, shape).then((isRefused) => isRefused || goOn(), done)
      }),
  }
}

/** The last part of the addresses that make pictures, in every dialect. */
const WORK =
  /^\/(?:v1\/engine\/generate|v[12]\/generation\/(?!stop)[\w-]+|v1\/images\/(?:generations|edits|variations)|sdapi\/v1\/(?:txt2img|img2img))\/?$/

const isWork = ({ routeOptions, method }: Request) => isGenerateRoute(routeOptions.url, method)

/** Whether a route makes pictures. @param pattern as the route was declared; undefined where there is none */
export function isGenerateRoute(pattern: string | undefined, method: string): boolean {
  return method === 'POST' && pattern !== undefined && WORK.test(pattern)
}

function isLocal(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address)
}
