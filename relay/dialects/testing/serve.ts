import Fastify from 'fastify'
import type { App, Caller } from '../../http/app.ts'
import { refuseOtherMethods } from '../../http/other-methods.ts'

/** A server in which everyone is let in; who calls says the header `x-owner`. */
export function createTestApp(): App {
  const app = Fastify()
  app.decorateRequest<Caller | null>('caller', null)
  app.addHook('onRequest', (request, _reply, done) => {
    request.caller = { owner: String(request.headers['x-owner'] ?? ''), priority: 0 }
    done()
  })
  refuseOtherMethods(app)
  return app
}
