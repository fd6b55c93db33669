import type { App, Reply, Request } from '../../http/app.ts'
import type { Compat } from './compat.ts'

type Method = 'GET' | 'POST' | 'DELETE'
type Handler = (request: Request, reply: Reply) => Reply | Promise<Reply>

/** Adds routes in both spellings, and notes their methods so that others are refused as FastAPI does. */
export interface Routes {
  /** @param path in the spelling of FooocusAPI's own route */
  add(method: Method, path: string, handler: Handler): void
}

/** Bodies carry pictures as text. */
const MAX_JSON_BYTES = 32 * 1024 * 1024

/**
 * Clients of FooocusAPI write paths with and without a slash at the end, and many lose their body or key over a
 * redirect, so both are served.
 */
export function createRoutes(app: App, { slashes }: Pick<Compat, 'slashes'>): Routes {
  return {
    add: (method, path, handler) => {
      const bare = path.replace(/\/$/, '')
      const other = path === bare ? `${bare}/` : bare
      app.route({ method, url: path, handler, bodyLimit: MAX_JSON_BYTES })
      app.route({
        method,
        url: other,
        handler: slashes === 'both' ? handler : redirect,
        bodyLimit: MAX_JSON_BYTES,
      })
      app.noteMethod(method, path)
    },
  }
}

/** To the other spelling, with everything that came. */
function redirect(request: Request, reply: Reply): Reply {
  const [path = '', ...query] = request.url.split('?')
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
  const search = query.length > 0 ? `?${query.join('?')}` : ''
  return reply.code(307).header('location', `${request.protocol}://${request.host}${other}${search}`).send()
}
