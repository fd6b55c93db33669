import type { Lease } from '../../../contract/protocol/identifiers.ts'
import type { TaskId } from '../../../contract/task.ts'
import type { Job, JobLease, JobState } from '../../jobs/job.ts'
import type {
  Delivery,
  DeliveryOutcome,
  Fault,
  JobEnd,
  JobFacts,
  PutResult,
  QueueLimits,
  WaitingJob,
} from '../../jobs/ports.ts'
import { createDeliveryIndex } from './delivery-index.ts'
import { createJobIndex } from './job-index.ts'
import * as rules from './transitions.ts'

/** Hears of every change, in order, before the method that made it returns. Null is a thing that is not there. */
export interface TableObserver {
  jobChanged(id: TaskId, before: JobState | null, after: JobState | null): void
  deliveryChanged(id: string, before: Delivery | null, after: Delivery | null): void
}

/** What `JobStore` says, at once and in RAM. The methods mean the same; `load` and `drop` change without being heard. */
export interface JobTable {
  put(job: Job, limits: QueueLimits): PutResult
  waiting(limit: number): readonly WaitingJob[]
  take(id: TaskId, lease: JobLease): JobState | null
  extend(id: TaskId, token: Lease, until: number): JobState | null
  note(id: TaskId, token: Lease, facts: JobFacts): JobState | null
  finish(id: TaskId, token: Lease, end: JobEnd): JobState | null
  giveBack(id: TaskId, token: Lease, fault: Fault): JobState | null
  requestStop(id: TaskId, at: number): JobState | null
  get(id: TaskId): JobState | null
  byKey(owner: string, key: string): JobState | null
  /** Forgets a job together with its delivery, whatever its state. */
  remove(id: TaskId): void
  sweep(now: number): readonly JobState[]
  counts(): { readonly waiting: number; readonly running: number }
  dueDeliveries(now: number, limit: number): readonly Delivery[]
  settleDelivery(id: string, outcome: DeliveryOutcome): void
  nextDelivery(): number | null
  getDelivery(id: string): Delivery | null
  load(state: JobState): void
  drop(id: TaskId): void
  loadDelivery(delivery: Delivery): void
  dropDelivery(id: string): void
}

/** @param lastNumber the number of the youngest job that ever was in the store; 0 for a new one */
export function createJobTable(observer: TableObserver, lastNumber = 0): JobTable {
  const jobs = createJobIndex()
  const deliveries = createDeliveryIndex()
  let number = lastNumber

  const write = (before: JobState, after: JobState): JobState => {
    jobs.set(after)
    observer.jobChanged(after.job.id, before, after)
    const delivery = rules.deliveryOf(before, after)
    if (delivery) writeDelivery(delivery.id, delivery)
    return after
  }
  const writeDelivery = (id: string, after: Delivery | null) => {
    const before = deliveries.get(id) ?? null
    if (after) deliveries.set(after)
    else deliveries.delete(id)
    observer.deliveryChanged(id, before, after)
  }
  /** Writes what a rule makes of a job, unless it forbids it. */
  const change = (id: TaskId, rule: (state: JobState) => JobState | null): JobState | null => {
    const before = jobs.get(id)
    const after = before ? rule(before) : null
    return before && after && after !== before ? write(before, after) : after
  }

  return {
    put: (job, limits) => {
      const known = jobs.get(job.id)
      if (known) return { kind: 'joined', state: known }
      const first = job.idempotencyKey === null ? undefined : jobs.byKey(job.owner, job.idempotencyKey)
      if (first) {
        const joined = joinOf(first, job)
        if (joined) return joined
      }
      const ofOwner = jobs.waitingOf(job.owner)
      if (ofOwner >= limits.waitingPerOwner) return { kind: 'full', waiting: ofOwner, scope: 'owner' }
      const ofAll = jobs.waitingCount
      if (ofAll >= limits.waiting) return { kind: 'full', waiting: ofAll, scope: 'relay' }
      number += 1
      const state = rules.newState(job, number)
      jobs.set(state)
      observer.jobChanged(job.id, null, state)
      return { kind: 'created', state }
    },
    waiting: (limit) => firstOf(jobs.waiting, limit).map(rules.toWaitingJob),
    take: (id, lease) => change(id, (state) => rules.take(state, lease)),
    extend: (id, token, until) => change(id, (state) => rules.extend(state, token, until)),
    note: (id, token, facts) => change(id, (state) => rules.note(state, token, facts)),
    finish: (id, token, end) => change(id, (state) => rules.finish(state, token, end)),
    giveBack: (id, token, fault) => change(id, (state) => rules.giveBack(state, token, fault)),
    requestStop: (id, at) => change(id, (state) => rules.requestStop(state, at)),
    get: (id) => jobs.get(id) ?? null,
    byKey: (owner, key) => jobs.byKey(owner, key) ?? null,
    remove: (id) => {
      const before = jobs.get(id)
      if (!before) return
      jobs.delete(id)
      observer.jobChanged(id, before, null)
      const delivery = rules.deliveryIdOf(id)
      if (deliveries.get(delivery)) writeDelivery(delivery, null)
    },
    sweep: (now) =>
      jobs.overdue(now).flatMap((state) => {
        const after = rules.expire(state, now)
        return after ? [write(state, after)] : []
      }),
    counts: () => ({ waiting: jobs.waitingCount, running: jobs.runningCount }),
    dueDeliveries: (now, limit) => {
      const due = firstOf(deliveries, limit).filter(({ nextAt }) => nextAt <= now)
      return due.map((delivery) => {
        const lent = { ...delivery, nextAt: now + rules.DELIVERY_LOAN_MS }
        writeDelivery(lent.id, lent)
        return lent
      })
    },
    settleDelivery: (id, outcome) => {
      const before = deliveries.get(id)
      if (before) writeDelivery(id, rules.settle(before, outcome))
    },
    nextDelivery: () => deliveries.first()?.nextAt ?? null,
    getDelivery: (id) => deliveries.get(id) ?? null,
    load: jobs.set,
    drop: jobs.delete,
    loadDelivery: deliveries.set,
    dropDelivery: deliveries.delete,
  }
}

/** What a job is to the first one with its owner and key; null when that one is too old to stand for it. */
export function joinOf(first: JobState, job: Job): PutResult | null {
  if (job.createdAt - first.job.createdAt >= rules.KEY_LIFE_MS) return null
  return first.job.fingerprint === job.fingerprint ? { kind: 'joined', state: first } : { kind: 'conflict' }
}

function firstOf<T>(items: Iterable<T>, limit: number): T[] {
  const found: T[] = []
  if (limit < 1) return found
  for (const item of items) {
    found.push(item)
    if (found.length >= limit) break
  }
  return found
}
