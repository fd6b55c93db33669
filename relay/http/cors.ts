import cors, { type FastifyCorsOptions } from '@fastify/cors'
import type { App } from './app.ts'
import type { Origins } from './origins.ts'

/** Answer headers that scripts of other origins may read. */
const EXPOSED = [
  'Content-Disposition',
  'Location',
  'Retry-After',
  'X-Request-Id',
  'X-Task-Id',
  'X-Unknown-Fields',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
]

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']

/** Addresses with rules of their own: tabs, and the terminal's commands. */
const EXCEPT = /^\/(?:worker|control)(?:\/|$|\?)/

const ALLOWED: FastifyCorsOptions = {
  // Echoes the request's origin.
  origin: true,
  credentials: true,
  methods: METHODS,
  exposedHeaders: EXPOSED,
  maxAge: 600,
  preflightContinue: true,
  // Half a preflight would be refused in a text of the library's own.
  strictPreflight: false,
  optionsSuccessStatus: 200,
}

/** Only says that the answer depends on the origin. */
const REFUSED: FastifyCorsOptions = { origin: false }

/**
 * Lets scripts of other origins use the API as FooocusAPI does: the origin echoed, credentials allowed, preflights kept
 * for ten minutes, asked-for headers mirrored. The headers are set before anything can fail, so refusals and errors
 * carry them too. Without keys only trusted origins get them: a website in the user's browser could otherwise drive a
 * relay that asks nobody who they are.
 */
export async function registerCors(app: App, origins: Pick<Origins, 'mayUse'>): Promise<void> {
  await app.register(cors, {
    delegator: (request, done) => {
      const { origin } = request.headers
      // Programs name no origin, so most requests end here.
      const isAllowed =
        origin !== undefined && !EXCEPT.test(request.url) && origins.mayUse(origin, request.host)
      done(null, isAllowed ? ALLOWED : REFUSED)
    },
  })
  app.addHook('onRequest', (request, reply, done) => {
    const isPreflight = request.method === 'OPTIONS' && reply.hasHeader('access-control-allow-methods')
    if (isPreflight) void reply.code(200).type('text/plain; charset=utf-8').send('OK')
    else done()
  })
}
