import type { TaskId } from '../../../contract/task.ts'
import type { JobState } from '../../jobs/job.ts'
import { createSortedList } from './sorted-list.ts'
import { isNeverLent } from './transitions.ts'

/** States of jobs, found by everything that a store is asked for often. */
export interface JobIndex {
  get(id: TaskId): JobState | undefined
  /** Puts a state in the place of the job's last one. */
  set(state: JobState): void
  delete(id: TaskId): void
  /** Waiting jobs, the next one first. */
  readonly waiting: Iterable<JobState>
  readonly waitingCount: number
  readonly runningCount: number
  waitingOf(owner: string): number
  /** The youngest job of an owner with this idempotency key. */
  byKey(owner: string, key: string): JobState | undefined
  /** Running jobs whose lease is over at `now`, and jobs that were never lent and should have been before `now`. */
  overdue(now: number): readonly JobState[]
}

const byNumber = (a: JobState, b: JobState) => a.number - b.number

/** Priority, then age. The number decides between equals, so that the order is the same in every store. */
const byTurn = (a: JobState, b: JobState) =>
  b.job.priority - a.job.priority || a.job.createdAt - b.job.createdAt || byNumber(a, b)

const byLeaseEnd = (a: JobState, b: JobState) => a.lease!.until - b.lease!.until || byNumber(a, b)

const byPatience = (a: JobState, b: JobState) => a.job.startBefore - b.job.startBefore || byNumber(a, b)

/** Makes an empty index. */
export function createJobIndex(): JobIndex {
  const states = new Map<TaskId, JobState>()
  const waiting = createSortedList(byTurn)
  const leases = createSortedList(byLeaseEnd)
  const patience = createSortedList(byPatience)
  const waitingOf = new Map<string, number>()
  const keys = new Map<string, TaskId>()

  const count = (owner: string, change: number) => {
    const next = (waitingOf.get(owner) ?? 0) + change
    if (next === 0) waitingOf.delete(owner)
    else waitingOf.set(owner, next)
  }
  const enter = (state: JobState) => {
    states.set(state.job.id, state)
    if (state.status === 'queued') {
      waiting.add(state)
      count(state.job.owner, 1)
    }
    if (state.lease) leases.add(state)
    if (isNeverLent(state)) patience.add(state)
  }
  const leave = (state: JobState) => {
    states.delete(state.job.id)
    if (state.status === 'queued') {
      waiting.delete(state)
      count(state.job.owner, -1)
    }
    if (state.lease) leases.delete(state)
    if (isNeverLent(state)) patience.delete(state)
  }

  return {
    get: (id) => states.get(id),
    set: (state) => {
      const { id, owner, idempotencyKey } = state.job
      const before = states.get(id)
      if (before) leave(before)
      else if (idempotencyKey !== null) keys.set(keyText(owner, idempotencyKey), id)
      enter(state)
    },
    delete: (id) => {
      const state = states.get(id)
      if (!state) return
      leave(state)
      const { owner, idempotencyKey } = state.job
      if (idempotencyKey === null) return
      const text = keyText(owner, idempotencyKey)
      // A younger job may have taken the key over.
      if (keys.get(text) === id) keys.delete(text)
    },
    waiting,
    get waitingCount() {
      return waiting.size
    },
    get runningCount() {
      return leases.size
    },
    waitingOf: (owner) => waitingOf.get(owner) ?? 0,
    byKey: (owner, key) => {
      const id = keys.get(keyText(owner, key))
      return id === undefined ? undefined : states.get(id)
    },
    overdue: (now) => {
      const found: JobState[] = []
      for (const state of leases) {
        if (state.lease!.until > now) break
        found.push(state)
      }
      for (const state of patience) {
        if (state.job.startBefore >= now) break
        found.push(state)
      }
      return found
    },
  }
}

/** One text for two, so that no pair of texts reads like another pair. */
export function keyText(owner: string, key: string): string {
  return `${owner.length}:${owner}${key}`
}
