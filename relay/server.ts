import { randomUUID } from 'node:crypto'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyReply } from 'fastify'
import type { App } from './http/app.ts'
import { HTTP_LIMITS } from './http/rate-limits.ts'
import { securityHeaders } from './headers.ts'
import { answerMalformed } from './malformed.ts'
import { NOT_FOUND, readPage } from './static-files.ts'
import { VERSION } from './version.ts'

/** What a server needs to know. */
export interface ServerParts {
  /** Folder of the built page. */
  readonly webRoot: string
  readonly trustProxy: boolean
  /** Without one, nothing is logged. */
  readonly logger?: FastifyBaseLogger
}

/**
 * Builds a server without routes: limits, headers of every answer, and what failures look like. Does not listen, so
 * that tests can choose where.
 *
 * @returns a server whose `close()` lets running answers end
 */
export async function createServer({ webRoot, trustProxy, logger }: ServerParts): Promise<App> {
  // By the last one a page knows that a relay serves it.
  const headers = { ...securityHeaders(await readPage(webRoot)), 'x-fooocus-tab-relay': VERSION }
  const app = Fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    logController: new LogController({ disableRequestLogging: true }),
    // The lines of a request name it themselves; a child logger for each would be made for nothing.
    childLoggerFactory: (own) => own,
    genReqId: () => randomUUID(),
    trustProxy,
    // Without these the library loads two compilers for JSON schemas, which no route here has.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    bodyLimit: HTTP_LIMITS.jsonBytes,
    requestTimeout: HTTP_LIMITS.requestMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveMs,
    http: {
      maxHeaderSize: HTTP_LIMITS.headerBytes,
      headersTimeout: HTTP_LIMITS.headersMs,
      // The check of hosts refuses a request without one, with a reason.
      requireHostHeader: false,
    },
    forceCloseConnections: 'idle',
    clientErrorHandler: answerMalformed,
    // An address that cannot be read never reaches the hooks below.
    frameworkErrors: (error, _request, reply) => void answerFailure(reply.headers(headers), error),
  })
  app.server.maxConnections = HTTP_LIMITS.connections
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  closeKeptConnections(app)
  app.setErrorHandler((error: Failure, request, reply) => {
    if ((error.statusCode ?? 500) >= 500) request.log.error({ err: error }, 'a request failed')
    return answerFailure(reply, error)
  })
  return app
}

/** Bodies are read with zod and answers written by their dialects. */
function noSchemas(): never {
  throw new Error('routes have no JSON schemas')
}

/** Once closing, a connection whose answer has ended would be kept open for a next request that may not come. */
function closeKeptConnections(app: App): void {
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  app.addHook('onResponse', (_request, _reply, done) => {
    if (closing) setImmediate(() => app.server.closeIdleConnections())
    done()
  })
}

/** The part of a thrown thing that an answer is made of. */
interface Failure {
  readonly statusCode?: number
  readonly message: string
}

/** Every failure is JSON with a code; what went wrong inside is not told. */
function answerFailure(reply: FastifyReply, { statusCode = 500, message }: Failure) {
  // An address that points outside the served folder is no different from one that is not there.
  if (statusCode === 403) return reply.code(404).send(NOT_FOUND)
  if (statusCode < 500) return reply.code(statusCode).send({ detail: message, code: 'invalid_request' })
  return reply.code(500).send({ detail: 'Internal Server Error', code: 'internal' })
}
