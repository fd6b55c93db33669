import { ERRORS, type AppError } from '../../contract/errors.ts'
import type { Reply } from './app.ts'

/** Whose words a refusal is in: FooocusAPI's, OpenAI's, A1111's, or our own. */
export type Shape = 'fooocus' | 'openai' | 'a1111' | 'plain'

/** The status and body of a refusal. */
interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/**
 * Answers a request that never reached its route.
 *
 * @param status instead of the one that belongs to the error's code
 * @returns the reply, which a hook without `done` returns
 */
export function refuse(reply: Reply, shape: Shape, error: AppError, status?: number): Reply {
  const refusal =
    error.code === 'unauthorized'
      ? UNAUTHORIZED[shape]
      : refusalOf(shape, error, status ?? ERRORS[error.code].http)
  return reply.code(refusal.status).headers(refusal.headers).send(refusal.body)
}

/** Each client finds out that it needs a key in the form it knows. A1111's clients ask for a password when told `Basic`. */
const UNAUTHORIZED: Readonly<Record<Shape, Refusal>> = {
  fooocus: { status: 403, headers: {}, body: { detail: 'Forbidden' } },
  openai: {
    status: 401,
    headers: {},
    body: {
      error: {
        message: 'Incorrect API key provided. The keys of this relay are made with its command "keys add".',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    },
  },
  a1111: {
    status: 401,
    headers: { 'www-authenticate': 'Basic' },
    body: { detail: 'Incorrect username or password' },
  },
  plain: { status: 401, headers: {}, body: { detail: 'A valid key is needed.', code: 'unauthorized' } },
}

function refusalOf(shape: Shape, error: AppError, status: number): Refusal {
  const { code, message, detail } = error
  const { retryAfterS } = detail
  const headers: Record<string, string> =
    typeof retryAfterS === 'number' ? { 'retry-after': String(retryAfterS) } : {}
  if (shape === 'openai') {
    const type = status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error'
    const known = code === 'rate_limited' ? 'rate_limit_exceeded' : code
    return { status, headers, body: { error: { message, type, param: null, code: known } } }
  }
  if (shape === 'a1111') {
    const body = { error: 'HTTPException', detail: message, body: '', errors: message }
    return { status, headers, body }
  }
  return { status, headers, body: { detail: message, code } }
}
