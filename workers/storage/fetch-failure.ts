/** Why a fetch did not give the bytes it was for. */
type FetchReason = 'http_status' | 'network' | 'offline' | 'stalled' | 'truncated' | 'wrong_length' | 'html'

/** What else is known about a failed fetch. */
interface FetchFailureFacts {
  readonly message: string
  /** HTTP status, when there was an answer. */
  readonly status?: number
  /** Whether the same request may well succeed a little later. */
  readonly retryable: boolean
  /** How long the server asked us to wait. */
  readonly retryAfterMs?: number
}

/** A failed fetch, before it is decided whether to try again. Never leaves workers/storage. */
export class FetchFailure extends Error {
  readonly reason: FetchReason
  readonly facts: FetchFailureFacts

  constructor(reason: FetchReason, facts: FetchFailureFacts, cause?: unknown) {
    super(facts.message, cause === undefined ? undefined : { cause })
    this.name = 'FetchFailure'
    this.reason = reason
    this.facts = facts
  }
}

/** Statuses that say "not now" instead of "no". */
const PASSING_STATUSES = new Set([408, 425, 429])
const LONGEST_WAIT_MS = 60_000

/**
 * Refuses answers that cannot be a model file: errors, and the start page that many servers give for any
 * address they do not know.
 *
 * @throws FetchFailure
 */
export function checkResponse(response: Response): void {
  const { status } = response
  if (status !== 200 && status !== 206) {
    const retryable = status >= 500 || PASSING_STATUSES.has(status)
    const retryAfter = Number(response.headers.get('retry-after') ?? NaN)
    throw new FetchFailure('http_status', {
      message: `The server answered ${status}`,
      status,
      retryable,
      ...(retryAfter >= 0 && { retryAfterMs: Math.min(retryAfter * 1000, LONGEST_WAIT_MS) }),
    })
  }
  if (/^text\/html\b/iu.test(response.headers.get('content-type') ?? '')) {
    throw new FetchFailure('html', {
      message: 'The server answered with a web page instead of the file; is the address of the model right?',
      status,
      retryable: false,
    })
  }
}

/** Whether bytes are the beginning of a web page, whatever the server called them. */
export function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64))
  return /^\W*(?:!doctype html|html[\s>])/iu.test(start)
}
