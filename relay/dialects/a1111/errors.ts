import { ERRORS, toErrorData, type ErrorData } from '../../../contract/errors.ts'
import { httpStatusOf } from '../http-status-of.ts'

/** An answer that is an error, as A1111's clients read it. */
export interface A1111Error {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: FailureBody | ValidationBody
}

/** What its exception handler makes of everything but bad bodies. `error` is our stable code. */
export interface FailureBody {
  readonly error: string
  readonly detail: string
  readonly body: string
  readonly errors: string
}

/** FastAPI's words for a body that does not fit. */
export interface ValidationBody {
  readonly detail: readonly {
    readonly loc: readonly (string | number)[]
    readonly msg: string
    readonly type: string
  }[]
}

/** A body that does not fit: where and why, one entry per fault. */
export class BodyError extends Error {
  readonly faults: ValidationBody['detail']

  constructor(faults: ValidationBody['detail']) {
    super(faults.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '))
    this.name = 'BodyError'
    this.faults = faults
  }
}

/** One fault in one field of the body. */
export function bodyError(field: string, msg: string): BodyError {
  return new BodyError([{ loc: ['body', field], msg, type: 'value_error' }])
}

/**
 * Turns anything thrown on the way to an answer into A1111's form.
 *
 * @param thrown a BodyError, an AppError, an error of the HTTP library (its `statusCode` counts), or anything else
 */
export function toA1111Error(thrown: unknown): A1111Error {
  if (thrown instanceof BodyError) return { status: 422, headers: {}, body: { detail: thrown.faults } }
  const status = httpStatusOf(thrown)
  if (status === null) return fromErrorData(toErrorData(thrown))
  const message = status < 500 && thrown instanceof Error ? thrown.message : INTERNAL
  return { status, headers: {}, body: failure(status < 500 ? 'invalid_request' : 'internal', message) }
}

/** Turns the error of a failed job into A1111's form. */
export function fromErrorData({ code, message, detail }: ErrorData): A1111Error {
  const { retryAfterS } = detail
  return {
    status: ERRORS[code].http,
    headers: typeof retryAfterS === 'number' ? { 'retry-after': String(Math.ceil(retryAfterS)) } : {},
    body: failure(code, code === 'internal' ? INTERNAL : message),
  }
}

const INTERNAL = 'Internal Server Error'

const failure = (error: string, message: string): FailureBody => ({
  error,
  detail: message,
  body: '',
  errors: message,
})
