import { toErrorData } from '../../contract/errors.ts'
import type { JobState } from '../jobs/job.ts'
import type { Delivery, DeliveryOutcome, JobStore } from '../jobs/ports.ts'
import { againLater, outcomeOf, type ReceiverAnswer } from './retry.ts'
import { webhookHeaders } from './sign.ts'

/**
 * Posts JSON to a receiver, through the guard against private addresses.
 *
 * @throws AppError with `detail.reason` where there was no answer
 */
export type PostJson = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: { readonly signal: AbortSignal },
) => Promise<ReceiverAnswer>

/** What the sender is made of. */
export interface WebhookParts {
  readonly store: Pick<JobStore, 'get' | 'dueDeliveries' | 'settleDelivery' | 'nextDelivery'>
  /** The message about an ended job, as JSON. */
  readonly render: (state: JobState) => string
  readonly post: PostJson
  /** `whsec_…`, the current one first; none leaves messages unsigned. */
  readonly secrets: readonly string[]
  readonly now: () => number
  /** 0 up to, but not including, 1. */
  readonly random: () => number
  /** Told of every attempt, after it. */
  readonly onAttempt: (outcome: DeliveryOutcome, delivery: Delivery) => void
  /** Told when the store does not answer; the sender goes on. */
  readonly onProblem: (error: unknown) => void
}

/** Delivers what the store holds for delivery, until it is closed. */
export interface WebhookSender {
  /** Looks for deliveries now; to be called at the start and when a job with a webhook has ended. Never throws. */
  wake(): void
  /**
   * Takes no new ones and gives those on their way a moment to arrive; what does not is tried again after the next start.
   *
   * @param graceMs how long that moment is
   */
  close(graceMs?: number): Promise<void>
}

/** At most so many are on their way at once, and to one host. */
const AT_ONCE = { total: 8, perHost: 2 } as const
/** So many may be held here, on their way or waiting for their host. */
const HELD = 64
const ANSWER_MS = 10_000
/** The store hands a delivery out again after a minute, so one that could not start by then is left to it. */
const HELD_MS = 45_000
const TIMER_MS = { min: 50, crowded: 1000, afterProblem: 5000, max: 3_600_000 } as const
const GRACE_MS = 3000

/** Reasons of the guard that no second try changes. */
const FOR_GOOD = new Set(['bad_url', 'not_https', 'credentials', 'private_address'])

interface Held {
  readonly delivery: Delivery
  readonly host: string
  readonly since: number
  isOnItsWay: boolean
}

/** A sender that is idle until it is woken. */
export function createWebhookSender(parts: WebhookParts): WebhookSender {
  const { store, now, onProblem } = parts
  const held = new Map<string, Held>()
  const running = new Set<Promise<void>>()
  const abort = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let isLooking = false
  let lookAgain = false
  let isClosed = false

  function wake(): void {
    if (isClosed) return
    lookAgain = true
    if (!isLooking) track(look())
  }

  function track(work: Promise<void>): void {
    running.add(work)
    void work.finally(() => running.delete(work))
  }

  async function look(): Promise<void> {
    isLooking = true
    let waitMs: number | null
    try {
      while (lookAgain && !isClosed) {
        lookAgain = false
        await takeDue()
        startSome()
      }
      waitMs = await untilNext()
    } catch (error) {
      onProblem(error)
      waitMs = TIMER_MS.afterProblem
    }
    isLooking = false
    if (lookAgain) wake()
    else plan(waitMs)
  }

  async function takeDue(): Promise<void> {
    const room = HELD - held.size
    if (room <= 0) return
    for (const delivery of await store.dueDeliveries(now(), room)) {
      if (held.has(delivery.id)) continue
      const url = (await store.get(delivery.jobId))?.job.webhook?.url
      const host = url === undefined ? '' : hostOf(url)
      held.set(delivery.id, { delivery, host, since: now(), isOnItsWay: false })
    }
  }

  async function untilNext(): Promise<number | null> {
    const next = await store.nextDelivery()
    if (next === null) return null
    return Math.max(next - now(), held.size < HELD ? TIMER_MS.min : TIMER_MS.crowded)
  }

  function plan(waitMs: number | null): void {
    clearTimeout(timer)
    if (waitMs === null || isClosed) return
    timer = setTimeout(wake, Math.min(waitMs, TIMER_MS.max))
    timer.unref()
  }

  function startSome(): void {
    for (const one of held.values()) {
      if (isClosed) return
      if (one.isOnItsWay) continue
      const onTheirWay = [...held.values()].filter(({ isOnItsWay }) => isOnItsWay)
      if (onTheirWay.length >= AT_ONCE.total) return
      if (now() - one.since > HELD_MS) held.delete(one.delivery.id)
      else if (onTheirWay.filter(({ host }) => host === one.host).length < AT_ONCE.perHost) start(one)
    }
  }

  function start(one: Held): void {
    one.isOnItsWay = true
    const sent = deliver(one.delivery)
      .catch(onProblem)
      .finally(() => {
        held.delete(one.delivery.id)
        startSome()
        wake()
      })
    track(sent)
  }

  async function deliver(delivery: Delivery): Promise<void> {
    const outcome = await attempt(delivery)
    if (outcome === null) return
    await store.settleDelivery(delivery.id, outcome)
    parts.onAttempt(outcome, delivery)
  }

  /** Null when closing cut it off: then nothing is known, and the next start tries again. */
  async function attempt(delivery: Delivery): Promise<DeliveryOutcome | null> {
    const state = await store.get(delivery.jobId)
    const webhook = state?.job.webhook
    if (!state || !webhook) return { kind: 'dead', reason: 'the job is gone' }
    const clock = () => ({ now: now(), random: parts.random() })
    try {
      const json = parts.render(state)
      const body = webhook.legacyEncoding ? JSON.stringify(json) : json
      const message = { id: delivery.id, timestamp: Math.floor(now() / 1000), body }
      const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(ANSWER_MS)])
      const answer = await parts.post(webhook.url, body, webhookHeaders(message, parts.secrets), { signal })
      return outcomeOf(answer, delivery, clock())
    } catch (error) {
      if (abort.signal.aborted) return null
      const { message, detail } = toErrorData(error)
      return FOR_GOOD.has(String(detail.reason))
        ? { kind: 'dead', reason: message }
        : againLater(message, delivery, clock())
    }
  }

  return {
    wake,
    async close(graceMs = GRACE_MS) {
      isClosed = true
      clearTimeout(timer)
      const impatient = setTimeout(() => abort.abort(), graceMs)
      while (running.size > 0) await Promise.allSettled(running)
      clearTimeout(impatient)
    },
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
