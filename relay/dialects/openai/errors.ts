import { ERRORS, toErrorData, type ErrorCode, type ErrorData } from '../../../contract/errors.ts'
import { httpStatusOf } from '../http-status-of.ts'

/** An error as OpenAI's clients read it. */
export interface OpenAiErrorBody {
  readonly error: {
    readonly message: string
    readonly type: string
    /** The parameter at fault, by OpenAI's name. */
    readonly param: string | null
    readonly code: string | null
  }
}

/** An answer that is an error. */
export interface OpenAiError {
  readonly status: number
  /** What makes the official clients try again, or not. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: OpenAiErrorBody
}

/** Our names of fields, where OpenAI has others. The rest are the same, or lie inside a picture's field. */
const PARAMS: Readonly<Record<string, string>> = {
  aspect_ratios_selection: 'size',
  image_number: 'n',
  style_selections: 'styles',
  base_model_name: 'model',
  overwrite_step: 'steps',
  image_seed: 'seed',
  performance_selection: 'quality',
  'inpaint.inpaint_input_image': 'image',
  'inpaint.inpaint_mask_image_upload': 'mask',
}

/** Where OpenAI's code differs from ours. */
const CODES: Partial<Record<ErrorCode, string>> = {
  unknown_model: 'model_not_found',
  unauthorized: 'invalid_api_key',
  rate_limited: 'rate_limit_exceeded',
}

/** Before this long nothing will have changed. The official clients wait at most a minute on our word. */
const RETRY_AFTER_S = { default: 2, max: 60 } as const

/** The official client takes 409 for a lock and tries again, unless it is told not to. */
const STOPPED_STATUS = 409

/** The answer to a call whose job was stopped before it had a picture. */
export const STOPPED: OpenAiError = {
  status: STOPPED_STATUS,
  headers: { 'x-should-retry': 'false' },
  body: {
    error: {
      message: 'The job was stopped before it had a picture.',
      type: 'server_error',
      param: null,
      code: 'job_stopped',
    },
  },
}

/**
 * Turns anything thrown on the way to an answer into OpenAI's form.
 *
 * @param thrown an AppError, an error of the HTTP library (its `statusCode` counts), or anything else
 */
export function toOpenAiError(thrown: unknown): OpenAiError {
  const status = httpStatusOf(thrown)
  return status === null ? fromErrorData(toErrorData(thrown)) : fromHttpError(status, thrown)
}

/** Turns the error of a failed job into OpenAI's form. */
export function fromErrorData({ code, message, detail }: ErrorData): OpenAiError {
  const { http, retry } = ERRORS[code]
  // What this build cannot do is the request's affair, and 422 is not in OpenAI's vocabulary for it.
  const status = code === 'unsupported_feature' ? 400 : http
  const error = {
    message: code === 'internal' ? INTERNAL : message,
    type: typeOf(status),
    param: paramOf(detail.field) ?? (code === 'unknown_model' ? 'model' : null),
    code: typeof detail.openAiCode === 'string' ? detail.openAiCode : (CODES[code] ?? code),
  }
  return { status, headers: retryHeaders(retry, detail.retryAfterS), body: { error } }
}

const INTERNAL = 'The server had an error while processing the request.'

function fromHttpError(status: number, thrown: unknown): OpenAiError {
  const message = status >= 500 || !(thrown instanceof Error) ? INTERNAL : thrown.message
  const error = { message, type: typeOf(status), param: null, code: HTTP_CODES[status] ?? null }
  return { status, headers: retryHeaders(status === 429 || status === 503, undefined), body: { error } }
}

const HTTP_CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limit_exceeded',
}

function typeOf(status: number): string {
  if (status === 429) return 'requests'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}

function paramOf(field: unknown): string | null {
  return typeof field === 'string' && field !== '' ? (PARAMS[field] ?? field) : null
}

function retryHeaders(retry: boolean, afterS: unknown): Record<string, string> {
  if (!retry) return { 'x-should-retry': 'false' }
  const wanted = typeof afterS === 'number' && afterS > 0 ? afterS : RETRY_AFTER_S.default
  const seconds = Math.min(wanted, RETRY_AFTER_S.max)
  return {
    'x-should-retry': 'true',
    'retry-after': String(Math.ceil(seconds)),
    'retry-after-ms': String(Math.round(seconds * 1000)),
  }
}
