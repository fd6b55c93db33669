import { AppError } from '../../contract/errors.ts'
import type { App, Caller, Reply, Request } from './app.ts'
import { credentialsOf } from './credentials.ts'
import type { Keyring } from './keyring.ts'
import { refuse, type Shape } from './refusals.ts'

/** Says who calls, and lets nobody else in. */
export interface Access {
  /** To be called once for the server, before any route: gives every request its `caller`. */
  prepare(app: App): void
  /**
   * Every route of this scope that is added afterwards needs a key, and refuses in the words of its clients.
   *
   * FooocusAPI reads a body before it looks at the key, so broken JSON is 422 even without one, and the key comes before
   * the validation of what was read. That order holds here for bodies up to 64 KiB of announced length; strangers with
   * larger ones are refused before a byte is read.
   */
  protect(scope: App, shape: Shape): void
  /** The same as an `onRequest` hook for a single route, always before its body is read. */
  requireKey(shape: Shape): (request: Request, reply: Reply, done: () => void) => void
  /** Who calls; null for someone without a valid key where one is needed. */
  identify(request: Request): Caller | null
}

/** Everyone, where no key is needed. */
const ANYONE: Caller = Object.freeze({ owner: '', priority: 0 })

/** Bodies of strangers up to this length are read, for the order of FooocusAPI's checks. */
const STRANGERS_BODY_BYTES = 64 * 1024

/** Access by the keys of a keyring. */
export function createAccess(keyring: Pick<Keyring, 'caller' | 'isRequired'>): Access {
  const known = new WeakMap<Request, { readonly caller: Caller | null }>()

  /** Asked several times for a request, it looks once. */
  function identify(request: Request): Caller | null {
    const before = known.get(request)
    if (before) return before.caller
    const caller = callerBehind(request)
    known.set(request, { caller })
    return caller
  }

  function callerBehind(request: Request): Caller | null {
    if (!keyring.isRequired()) return ANYONE
    for (const credential of credentialsOf(request.headers)) {
      const caller = keyring.caller(credential)
      if (caller) return caller
    }
    return null
  }

  const letIn = (shape: Shape) => (request: Request, reply: Reply, done: () => void) => {
    // An answer ends the request.
    if (identify(request)) done()
    else refuse(reply, shape, new AppError('unauthorized', 'A valid key is needed.'))
  }

  return {
    prepare(app) {
      app.decorateRequest('caller', {
        getter() {
          return identify(this) ?? ANYONE
        },
      })
    },
    protect(scope, shape) {
      const check = letIn(shape)
      if (shape !== 'fooocus') return void scope.addHook('onRequest', check)
      scope.addHook('onRequest', (request, reply, done) => {
        if (hasSmallBody(request)) done()
        else check(request, reply, done)
      })
      scope.addHook('preValidation', check)
    },
    requireKey: letIn,
    identify,
  }
}

/** Whether a body was announced that is worth reading for a stranger. */
function hasSmallBody({ headers }: Request): boolean {
  const length = Number(headers['content-length'] ?? 0)
  return length > 0 && length <= STRANGERS_BODY_BYTES
}
