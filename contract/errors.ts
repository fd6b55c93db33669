/** What programs may conclude from a code: the HTTP status it maps to, and whether trying again can help. */
interface ErrorMeaning {
  readonly http: number
  readonly retry: boolean
}

/**
 * Every error that leaves a realm, by its stable code. Codes are for programs, messages for developers;
 * the sentence a user reads is in web/text. A new error is a line here, and web/text fails to compile
 * until it has a sentence.
 */
export const ERRORS = {
  invalid_request: { http: 400, retry: false },
  unauthorized: { http: 401, retry: false },
  unknown_model: { http: 404, retry: false },
  forbidden: { http: 403, retry: false },
  not_found: { http: 404, retry: false },
  unknown_task: { http: 404, retry: false },
  payload_too_large: { http: 413, retry: false },
  invalid_file: { http: 422, retry: false },
  unsupported_feature: { http: 422, retry: false },
  idempotency_conflict: { http: 422, retry: false },
  protocol_mismatch: { http: 426, retry: false },
  queue_full: { http: 429, retry: true },
  rate_limited: { http: 429, retry: true },
  numerical_failure: { http: 500, retry: false },
  internal: { http: 500, retry: false },
  model_download_failed: { http: 502, retry: true },
  model_corrupt: { http: 502, retry: true },
  engine_crashed: { http: 502, retry: true },
  engine_disconnected: { http: 502, retry: true },
  device_unavailable: { http: 503, retry: false },
  device_insufficient: { http: 503, retry: false },
  device_lost: { http: 503, retry: true },
  no_engine_connected: { http: 503, retry: true },
  shutting_down: { http: 503, retry: true },
  timeout: { http: 504, retry: true },
  out_of_memory: { http: 507, retry: true },
  storage_full: { http: 507, retry: false },
  storage_unavailable: { http: 507, retry: false },
} as const satisfies Record<string, ErrorMeaning>

/** A stable error code. */
export type ErrorCode = keyof typeof ERRORS

/** Facts about an error that a sentence may name: plain, cloneable, never the whole of a request. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** An error as data, the only form in which one crosses a worker, a socket or a response. */
export interface ErrorData {
  readonly code: ErrorCode
  /** For developers and logs, in English. */
  readonly message: string
  readonly detail: ErrorDetail
}

/** An error with a code, for use inside one realm. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'AppError'
    this.code = code
    this.detail = detail
  }
}

/** Thrown where work ends because someone asked for it. An outcome, never shown as a failure. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled')
    this.name = 'Cancelled'
  }
}

/**
 * Turns anything thrown into data. Called at the few places where errors leave a realm.
 *
 * @param thrown an AppError keeps its code and detail; anything else becomes `internal`
 */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message, detail: thrown.detail }
  return { code: 'internal', message: textOf(thrown), detail: {} }
}

function textOf(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`
  try {
    return String(thrown)
  } catch {
    // An object without a prototype has no text.
    return 'something that is no error was thrown'
  }
}
