import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { RelayConfig } from './config.ts'
import { securityHeaders } from './headers.ts'
import { NOT_FOUND, readPage, serveStaticFiles } from './static-files.ts'
import { VERSION } from './version.ts'

/** The server, with or without a port. */
export type Relay = FastifyInstance

/**
 * Builds the server: the page and `/health`. Does not listen, so that tests can choose where.
 *
 * @returns a server whose `close()` lets running answers end
 */
export async function createRelay(config: Pick<RelayConfig, 'webRoot'>): Promise<Relay> {
  const headers = securityHeaders(await readPage(config.webRoot))
  const app = Fastify({
    logger: false,
    forceCloseConnections: 'idle',
    // An address that cannot be read never reaches the hooks below.
    frameworkErrors: (error, _request, reply) => void answerFailure(reply.headers(headers), error),
  })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  closeKeptConnections(app)
  app.setErrorHandler((error: Failure, _request, reply) => answerFailure(reply, error))
  app.get('/health', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok', version: VERSION }),
  )
  await serveStaticFiles(app, config.webRoot)
  return app
}

/** Once closing, a connection whose answer has ended would be kept open for a next request that may not come. */
function closeKeptConnections(app: Relay): void {
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
