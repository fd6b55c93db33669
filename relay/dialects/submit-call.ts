import { createHash, hash } from 'node:crypto'
import { AppError, ERRORS } from '../../contract/errors.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import type { Request } from '../http/app.ts'
import type { DialectParts } from '../http/parts.ts'
import type { Dialect, JobState, JobWebhook, JsonObject } from '../jobs/job.ts'

/** What is different from call to call; the rest stands in the HTTP request. */
export interface Call {
  readonly dialect: Dialect
  readonly request: GenerationRequest
  readonly asked: JsonObject
  /** What the client sent, as far as it decides what is made. Bytes and bigints may be in it. */
  readonly body: unknown
  readonly saveName?: string | null
  /** Instead of the one that the relay was started with. */
  readonly webhook?: JobWebhook | null
  /** Whether the connection stays open for the end; true unless said otherwise. */
  readonly isAwaited?: boolean
}

/** A job that was accepted or found, and whether its caller can come back for it. */
export interface AcceptedCall {
  readonly state: JobState
  readonly isIdempotent: boolean
}

/** Longest idempotency key, in characters. */
const MAX_KEY_LENGTH = 255

/**
 * Hands a call in. Reads `Idempotency-Key` and `X-Stainless-Retry-Count`: a repeated call gets the job of the first
 * one, unless that came to an end which trying again can change.
 *
 * @throws AppError as JobService.submit; `invalid_request` for a key that is none
 */
export async function submitCall(
  { jobs, config }: Pick<DialectParts, 'jobs' | 'config'>,
  http: Request,
  call: Call,
): Promise<AcceptedCall> {
  const idempotencyKey = readIdempotencyKey(http)
  const isRetry = isRepeated(http)
  const submission = {
    owner: http.caller.owner,
    priority: http.caller.priority,
    dialect: call.dialect,
    request: call.request,
    asked: call.asked,
    saveName: call.saveName ?? null,
    webhook: call.webhook ?? ownWebhook(config),
    idempotencyKey,
    fingerprint: fingerprintOf([call.dialect, http.routeOptions.url, call.body]),
    isRetry,
    isAwaited: call.isAwaited ?? true,
  }
  const state = await jobs.submit(submission)
  if (isRetry && idempotencyKey === null && isWorthAnother(state)) {
    return { state: await jobs.submit({ ...submission, isRetry: false }), isIdempotent: false }
  }
  return { state, isIdempotent: idempotencyKey !== null }
}

function ownWebhook({ webhookUrl, webhookLegacyEncoding }: DialectParts['config']): JobWebhook | null {
  return webhookUrl === '' ? null : { url: webhookUrl, legacyEncoding: webhookLegacyEncoding }
}

/** The same for the same content, whatever the spelling of its envelope (a form's boundary is new each time). */
function fingerprintOf(content: unknown): string {
  // What came as JSON is written without asking about each value: most calls.
  const text = isPlain(content) ? JSON.stringify(content) : JSON.stringify(content, asPlain)
  return hash('sha256', text ?? '')
}

/** Whether nothing in it needs {@link asPlain}. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'bigint') return false
  if (typeof value !== 'object' || value === null) return true
  if (value instanceof Uint8Array) return false
  return Object.values(value).every(isPlain)
}

function asPlain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex')
  return value
}

/** An answer that a second try would only repeat is no reason to compute again. */
function isWorthAnother({ status, error }: JobState): boolean {
  return status === 'stopped' || (status === 'failed' && error !== null && ERRORS[error.code].retry)
}

function isRepeated({ headers }: Request): boolean {
  const count = headers['x-stainless-retry-count']
  return typeof count === 'string' && /^[1-9]\d{0,5}$/u.test(count)
}

function readIdempotencyKey({ headers }: Request): string | null {
  const key = headers['idempotency-key']
  if (key === undefined || key === '') return null
  if (typeof key === 'string' && key.length <= MAX_KEY_LENGTH) return key
  throw new AppError('invalid_request', `Idempotency-Key: at most ${MAX_KEY_LENGTH} characters`, {
    field: 'Idempotency-Key',
  })
}
