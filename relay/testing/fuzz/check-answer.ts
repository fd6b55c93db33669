import type { DrawnRequest } from './draw-request.ts'
import type { Outcome } from './send-request.ts'

/** Failures of the server that the documentation names, and where. */
const DOCUMENTED: Readonly<Record<number, RegExp>> = {
  501: /^\/+v1\/tools\/(describe-image|generate_mask)/i,
  // No tab that could do it, or too much to do.
  503: /./,
  507: /./,
}

/** Answers without a body that FooocusAPI's clients know. */
const MAY_BE_EMPTY = /^\/+(outputs|inputs|files|v1\/engine\/generate)/i

/** Generations of FooocusAPI's predecessor. */
const LEGACY = /^\/+v[12]\/generation\//i

/** @returns what is wrong with an answer; null for nothing */
export function wrongWith(
  { method, path }: Pick<DrawnRequest, 'method' | 'path'>,
  outcome: Outcome,
): string | null {
  const { status, type, body, isAborted, hasTimedOut } = outcome
  if (hasTimedOut) return 'no answer in time'
  if (status === 0) return isAborted ? null : 'no answer'
  if (isAborted && body.length === 0) return null
  const text = body.toString('utf8')
  if (status >= 500 && !DOCUMENTED[status]?.test(path)) return `status ${status}: ${text.slice(0, 200)}`
  if (status >= 400 && /node_modules|relay-process|\\n\s+at /.test(text))
    return `a stack: ${text.slice(0, 200)}`
  if (status < 400 || method === 'HEAD') return null
  // A refused handshake is read by nobody but a WebSocket library.
  if (isAborted && (type.startsWith('text/plain') || !outcome.isWhole)) return null
  if (body.length === 0) return MAY_BE_EMPTY.test(path) && status === 404 ? null : `${status} without a body`
  // FooocusAPI's predecessor answers so where a picture was asked for.
  if (type.startsWith('text/plain') && LEGACY.test(path) && (status === 409 || status === 400)) return null
  if (!/^application\/json\b/.test(type)) return `${status} is no JSON but ${type}: ${text.slice(0, 100)}`
  const shape = shapeOf(text)
  return shape === null ? `${status} in no known shape: ${text.slice(0, 200)}` : null
}

/** The shape of an error: ours and FooocusAPI's, OpenAI's, or A1111's. */
function shapeOf(text: string): 'detail' | 'openai' | 'a1111' | 'ready' | null {
  try {
    const value = JSON.parse(text) as Record<string, unknown>
    if (typeof value !== 'object' || value === null) return null
    const { error, detail } = value
    if (typeof error === 'string' && 'errors' in value) return 'a1111'
    if (typeof error === 'object' && error !== null && 'message' in error && 'code' in error) return 'openai'
    if (typeof detail === 'string' || Array.isArray(detail)) return 'detail'
    // FooocusAPI's predecessor answers an unknown job with a whole record; `/ready` with reasons.
    if ('ready' in value || 'job_id' in value) return 'ready'
    return null
  } catch {
    return null
  }
}
