import type { Delivery, DeliveryOutcome } from '../jobs/ports.ts'

/** What a receiver said. */
export interface ReceiverAnswer {
  readonly status: number
  /** From its `Retry-After`, in milliseconds; null where it named none. */
  readonly retryAfterMs: number | null
}

const SECOND = 1000
const HOUR = 3600 * SECOND

const FIRST_DELAY_MS = 5 * SECOND
const LONGEST_DELAY_MS = 6 * HOUR
/** A delivery older than this is given up. */
const LIFETIME_MS = 24 * HOUR
/** Each delay is up to a fifth shorter or longer, so that receivers that come back are not met by everyone at once. */
const JITTER = 0.2

/** Statuses with which a receiver may say when it wants to be asked again. */
const BUSY = [429, 503]

/** What an answer means for its delivery. */
export function outcomeOf(
  { status, retryAfterMs }: ReceiverAnswer,
  delivery: Delivery,
  clock: { readonly now: number; readonly random: number },
): DeliveryOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410) return { kind: 'dead', reason: 'the receiver answered 410: it wants no more messages' }
  const wish = BUSY.includes(status) ? retryAfterMs : null
  return againLater(`the receiver answered ${status}`, delivery, { ...clock, atLeastMs: wish ?? 0 })
}

/**
 * When to try again: 5 seconds after the first attempt, four times as long after each further one, at most 6 hours;
 * after 24 hours never.
 *
 * @param random 0 up to, but not including, 1
 */
export function againLater(
  reason: string,
  delivery: Delivery,
  clock: { readonly now: number; readonly random: number; readonly atLeastMs?: number },
): DeliveryOutcome {
  const { now, random, atLeastMs = 0 } = clock
  const grown = Math.min(FIRST_DELAY_MS * 4 ** delivery.attempts, LONGEST_DELAY_MS)
  const delay = grown * (1 - JITTER + 2 * JITTER * random)
  const nextAt = Math.round(now + Math.min(Math.max(delay, atLeastMs), LONGEST_DELAY_MS))
  if (nextAt > delivery.createdAt + LIFETIME_MS)
    return { kind: 'dead', reason: `given up after 24 hours: ${reason}` }
  return { kind: 'again', nextAt, reason }
}
