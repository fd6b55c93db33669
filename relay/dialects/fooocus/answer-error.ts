import { AppError, ERRORS, toErrorData, type ErrorCode } from '../../../contract/errors.ts'
import type { App, Reply } from '../../http/app.ts'
import { toJson } from '../../http/json.ts'
import { toValidationFailure } from './validation.ts'

/** Statuses that FooocusAPI's clients know for a code, where they differ from the usual ones. */
const STATUS: Partial<Record<ErrorCode, number>> = { invalid_request: 422, unknown_model: 422 }

/** Waits that are worth naming when the error itself names none. */
const RETRY_AFTER_S = 10

/** Answers in this part of the server with `{"detail", "code"}`, and with FastAPI's list where a field is wrong. */
export function answerErrors(app: App): void {
  app.setErrorHandler((error, _request, reply) => answerError(reply, error))
}

/** Answers with what went wrong; what went wrong inside is not told. */
export function answerError(reply: Reply, thrown: unknown): Reply {
  if (!(thrown instanceof AppError)) return answerForeign(reply, thrown)
  const { code, message, detail } = thrown
  const status = STATUS[code] ?? ERRORS[code].http
  if (ERRORS[code].retry && (status === 429 || status === 503)) {
    const seconds = Number(detail['retryAfterS'] ?? RETRY_AFTER_S)
    reply.header('retry-after', String(Math.max(1, Math.ceil(seconds))))
  }
  if (status === 403) return sendJson(reply, { detail: 'Forbidden' }, 403)
  if (status === 422 && (code === 'invalid_request' || code === 'unknown_model')) {
    return sendJson(reply, { detail: toValidationFailure(thrown).issues, code: 'invalid_request' }, 422)
  }
  return sendJson(reply, { detail: message, code }, status)
}

/** Sends JSON in which bigints are whole numbers. */
export function sendJson(reply: Reply, value: unknown, status = 200): Reply {
  // As bytes: with a text the HTTP library would add a charset that FooocusAPI does not send.
  return reply
    .code(status)
    .header('content-type', 'application/json')
    .send(Buffer.from(toJson(value)))
}

/** The HTTP library's own refusals carry a status; all else is ours to be ashamed of. */
function answerForeign(reply: Reply, thrown: unknown): Reply {
  const { statusCode = 500 } = thrown as { readonly statusCode?: number }
  if (statusCode < 400 || statusCode >= 500) {
    return sendJson(reply, { detail: 'Internal Server Error', code: 'internal' }, 500)
  }
  const code: ErrorCode = statusCode === 413 ? 'payload_too_large' : 'invalid_request'
  return sendJson(reply, { detail: toErrorData(thrown).message.replace(/^\w*Error: /, ''), code }, statusCode)
}
