import type { ErrorCode, ErrorData } from '../../../contract/errors.ts'
import type { Lease } from '../../../contract/protocol/identifiers.ts'
import type { TaskId } from '../../../contract/task.ts'
import { hasEnded, type Job, type JobLease, type JobState } from '../../jobs/job.ts'
import {
  MAX_ATTEMPTS,
  type Delivery,
  type DeliveryOutcome,
  type Fault,
  type JobEnd,
  type JobFacts,
  type WaitingJob,
} from '../../jobs/ports.ts'

/**
 * What may happen to a job, for every store: from one state to the next, or null where the rules forbid it. Nothing
 * here reads a clock. A lease is over once it was given back, swept or ended: a word that comes after `until` but
 * before the sweep still counts, since nobody else can hold the job and throwing its work away helps nobody.
 */

/** A job that was just accepted. */
export function newState(job: Job, number: number): JobState {
  return {
    job,
    number,
    status: 'queued',
    attempt: 0,
    lease: null,
    stopRequested: false,
    startedAt: null,
    endedAt: null,
    images: 0,
    seeds: [],
    notices: [],
    pictures: [],
    skipped: [],
    timings: null,
    error: null,
    faults: [],
  }
}

/** Lends a waiting job. */
export function take(state: JobState, lease: JobLease): JobState | null {
  if (state.status !== 'queued') return null
  return { ...state, status: 'running', attempt: state.attempt + 1, lease }
}

/** Moves the end of a lease. */
export function extend(state: JobState, token: Lease, until: number): JobState | null {
  if (!isHeld(state, token)) return null
  return { ...state, lease: { ...state.lease, until } }
}

/** Adds facts to a running job. */
export function note(state: JobState, token: Lease, facts: JobFacts): JobState | null {
  if (!isHeld(state, token)) return null
  const { picture, skipped, ...rest } = facts
  return {
    ...state,
    ...rest,
    pictures: picture
      ? [...state.pictures.filter(({ index }) => index !== picture.index), picture].sort(
          (a, b) => a.index - b.index,
        )
      : state.pictures,
    skipped:
      skipped === undefined || state.skipped.includes(skipped)
        ? state.skipped
        : [...state.skipped, skipped].sort((a, b) => a - b),
  }
}

/** Ends a running job as its holder says. */
export function finish(state: JobState, token: Lease, end: JobEnd): JobState | null {
  if (!isHeld(state, token)) return null
  const ended = { ...state, lease: null, status: end.status, endedAt: end.at }
  switch (end.status) {
    case 'finished':
      return { ...ended, timings: end.timings }
    case 'failed':
      return { ...ended, error: end.error }
    case 'stopped':
      return ended
    default:
      return end satisfies never
  }
}

/** Ends an attempt: the job waits again, or ends where another attempt is not wanted or would not help. */
export function giveBack(state: JobState, token: Lease, fault: Fault): JobState | null {
  if (!isHeld(state, token)) return null
  const { error, at, counts } = fault
  const faults = counts ? [...state.faults, { tab: state.lease.tab, code: error.code, at }] : state.faults
  const attempt = counts ? state.attempt : state.attempt - 1
  const released: JobState = { ...state, lease: null, attempt, faults }
  if (state.stopRequested) return { ...released, status: 'stopped', endedAt: at }
  if (counts && isPoison(faults))
    return failed(released, at, { ...error, detail: { ...error.detail, poison: true } })
  if (counts && attempt >= MAX_ATTEMPTS) return failed(released, at, error)
  return { ...released, status: 'queued', startedAt: null }
}

/** Ends a waiting job, marks a running one; the same state where there is nothing to do. */
export function requestStop(state: JobState, at: number): JobState {
  if (state.status === 'queued') return { ...state, status: 'stopped', stopRequested: true, endedAt: at }
  if (hasEnded(state) || state.stopRequested) return state
  return { ...state, stopRequested: true }
}

/** What time demands of a job; null for nothing. A job whose only loans did not count was never lent. */
export function expire(state: JobState, now: number): JobState | null {
  if (state.lease && state.lease.until <= now) {
    const { tab, token } = state.lease
    const error = {
      code: 'engine_disconnected',
      message: 'the tab was not heard of any more',
      detail: { tab },
    } as const
    return giveBack(state, token, { error, at: now, counts: true })
  }
  if (!isNeverLent(state) || state.job.startBefore >= now) return null
  return failed(state, now, {
    code: 'no_engine_connected',
    message: 'no connected tab could do this in time',
    detail: {},
  })
}

/** Whether a job fails if nobody takes it before `startBefore`. */
export function isNeverLent({ status, attempt }: JobState): boolean {
  return status === 'queued' && attempt === 0
}

/** The delivery that must be written together with a change: of a job with a webhook that has just ended. */
export function deliveryOf(before: JobState, after: JobState): Delivery | null {
  if (hasEnded(before) || !hasEnded(after) || !after.job.webhook) return null
  const at = after.endedAt ?? after.job.createdAt
  return { id: deliveryIdOf(after.job.id), jobId: after.job.id, attempts: 0, nextAt: at, createdAt: at }
}

/** The id of a job's only delivery. */
export function deliveryIdOf(id: TaskId): string {
  return `msg_${id}`
}

/** A delivery after an attempt; null when there will be no other. */
export function settle(delivery: Delivery, outcome: DeliveryOutcome): Delivery | null {
  if (outcome.kind !== 'again') return null
  return { ...delivery, attempts: delivery.attempts + 1, nextAt: outcome.nextAt }
}

/** How long a delivery that was handed out is not due again, in milliseconds. */
export const DELIVERY_LOAN_MS = 60_000

/** How long an idempotency key stands for its job, in milliseconds from the job's `createdAt`. */
export const KEY_LIFE_MS = 24 * 60 * 60 * 1000

/** A waiting job as schedulers see it. */
export function toWaitingJob({ job, attempt, faults }: JobState): WaitingJob {
  const { id, owner, priority, createdAt, request } = job
  const failedTabs = [...new Set(faults.map(({ tab }) => tab))]
  return { id, owner, priority, createdAt, model: request.base_model_name, attempt, job, failedTabs }
}

function failed(state: JobState, at: number, error: ErrorData): JobState {
  return { ...state, status: 'failed', endedAt: at, error }
}

function isHeld(state: JobState, token: Lease): state is JobState & { readonly lease: JobLease } {
  return state.status === 'running' && state.lease?.token === token
}

/** Faults that a job causes itself rather than its tab: two tabs that had one of them had the same job. */
const POISON: readonly ErrorCode[] = ['out_of_memory', 'device_lost']

function isPoison(faults: JobState['faults']): boolean {
  return new Set(faults.filter(({ code }) => POISON.includes(code)).map(({ tab }) => tab)).size > 1
}
