import type { ErrorData } from '../../contract/errors.ts'
import type { Lease } from '../../contract/protocol/identifiers.ts'
import type { Notice, TaskId, TaskTimings } from '../../contract/task.ts'
import type { Job, JobLease, JobPreview, JobProgress, JobState, StoredPicture } from './job.ts'

/** What became of a job that was handed in. */
export type PutResult =
  | { readonly kind: 'created'; readonly state: JobState }
  /** The same owner, idempotency key and fingerprint: the job of the first time, in whatever state it is. */
  | { readonly kind: 'joined'; readonly state: JobState }
  /** The same owner and key with another fingerprint. */
  | { readonly kind: 'conflict' }
  /** As many jobs wait as may; `waiting` is how many. */
  | { readonly kind: 'full'; readonly waiting: number; readonly scope: 'owner' | 'relay' }

/** How many jobs may wait. */
export interface QueueLimits {
  readonly waiting: number
  readonly waitingPerOwner: number
}

/** What the scheduler needs to know of a waiting job. */
export interface WaitingJob {
  readonly id: TaskId
  readonly owner: string
  readonly priority: number
  readonly createdAt: number
  readonly model: string
  readonly attempt: number
  /** The state, for filters on size, steps and parts; not to be kept. */
  readonly job: Job
  /** Tabs that failed it; another one is better. */
  readonly failedTabs: readonly string[]
}

/** Facts that a running job adds to its state. */
export interface JobFacts {
  readonly images?: number
  readonly seeds?: readonly string[]
  readonly notices?: readonly Notice[]
  readonly startedAt?: number
  /** Added, or put in the place of the one with the same index. */
  readonly picture?: StoredPicture
  /** Added. */
  readonly skipped?: number
}

/** How a job ends. */
export type JobEnd =
  | { readonly status: 'finished'; readonly at: number; readonly timings: TaskTimings | null }
  | { readonly status: 'stopped'; readonly at: number }
  | { readonly status: 'failed'; readonly at: number; readonly error: ErrorData }

/** Why an attempt is over although the job is not. */
export interface Fault {
  readonly error: ErrorData
  readonly at: number
  /** False for what counts against nobody, such as a tab that was busy: the attempt is not counted. */
  readonly counts: boolean
}

/** Which jobs a list shows, newest first unless said otherwise. */
export interface JobQuery {
  /** Null for every owner's. */
  readonly owner: string | null
  readonly statuses?: readonly JobState['status'][]
  /** Both ends included, on `createdAt`. */
  readonly from?: number
  readonly to?: number
  readonly offset: number
  readonly limit: number
  readonly order?: 'newest' | 'oldest'
}

/** One page of a list. */
export interface JobPage {
  readonly jobs: readonly JobState[]
  readonly total: number
}

/** An attempt ends for good after this many; then the job fails. */
export const MAX_ATTEMPTS = 3

/** A delivery that has not succeeded yet. Written in the same transaction as the end of its job. */
export interface Delivery {
  /** The same in every attempt: Standard Webhooks' `webhook-id`. */
  readonly id: string
  readonly jobId: TaskId
  readonly attempts: number
  readonly nextAt: number
  readonly createdAt: number
}

/** What became of an attempt to deliver. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly nextAt: number; readonly reason: string }
  | { readonly kind: 'dead'; readonly reason: string }

/**
 * Where jobs are kept. Every method that changes something has changed it for good when it resolves: a process that
 * dies in the next instant loses nothing of it. A method that cannot write rejects with AppError `storage_full` or
 * `storage_unavailable` and has changed nothing. All changes to a running job are compare-and-set on its lease: with a
 * lease that is over they change nothing and answer null. All of them pass `stores/testing/job-store-contract.ts`.
 */
export interface JobStore {
  /** Accepts a job, or finds that it is there already, or that there is no room. */
  put(job: Job, limits: QueueLimits): Promise<PutResult>
  /**
   * Waiting jobs, in the order priority (high first), then `createdAt`; a job that goes again keeps its `createdAt`.
   * Jobs that are still being written may be among them.
   */
  waiting(limit: number): Promise<readonly WaitingJob[]>
  /**
   * Lends a waiting job to a tab. Null when another took it first, or it waits no more; rejects when the job itself could
   * not be written.
   */
  take(id: TaskId, lease: JobLease): Promise<JobState | null>
  extend(id: TaskId, lease: Lease, until: number): Promise<boolean>
  /** Adds facts under a lease. */
  note(id: TaskId, lease: Lease, facts: JobFacts): Promise<JobState | null>
  /** Ends a running job under a lease, and writes its delivery where it has a webhook. Exactly one caller wins. */
  finish(id: TaskId, lease: Lease, end: JobEnd): Promise<JobState | null>
  /**
   * Ends an attempt. The job waits again, at its old place, with its pictures; or it ends: `stopped` when that was
   * asked for, `failed` after {@link MAX_ATTEMPTS} counted attempts, or when two different tabs ran out of memory or
   * lost their device over it (`detail.poison` is then true).
   */
  giveBack(id: TaskId, lease: Lease, fault: Fault): Promise<JobState | null>
  /** Ends a waiting job as stopped, marks a running one. The state after it; null for an unknown id. */
  requestStop(id: TaskId, at: number): Promise<JobState | null>
  get(id: TaskId): Promise<JobState | null>
  /** The youngest job of an owner with this fingerprint, made at `since` or later: what a retry without a key means. */
  findTwin(owner: string, fingerprint: string, since: number): Promise<JobState | null>
  list(query: JobQuery): Promise<JobPage>
  /** Forgets ended jobs. Those that have not ended stay. Returns what was forgotten, so that its files can go too. */
  remove(ids: readonly TaskId[]): Promise<readonly JobState[]>
  /**
   * Does what time demands: leases that are over are given back with `engine_disconnected`, jobs that waited past
   * `startBefore` and were never lent fail with `no_engine_connected`. Returns the jobs that changed.
   */
  sweep(now: number): Promise<readonly JobState[]>
  counts(): Promise<{ readonly waiting: number; readonly running: number }>

  /** Deliveries due at `now`, oldest first. A delivery handed out is not due again for a minute. */
  dueDeliveries(now: number, limit: number): Promise<readonly Delivery[]>
  settleDelivery(id: string, outcome: DeliveryOutcome): Promise<void>
  /** When the next delivery is due; null when none waits. */
  nextDelivery(): Promise<number | null>

  close(): Promise<void>
}

/** What is said about a job while it runs. Listeners of one relay hear each other's words; nothing of it is kept. */
export type JobSignal =
  | { readonly type: 'progress'; readonly progress: Omit<JobProgress, 'preview'> }
  | { readonly type: 'preview'; readonly preview: JobPreview }
  /**
   * The state in the store has changed; with `ended` for good, and its progress may be forgotten. `state` is that last
   * state, for listeners in the same process: it saves them from reading it, and does not travel.
   */
  | { readonly type: 'changed'; readonly ended?: true; readonly state?: JobState }

/** A wish to a relay that holds a job's tab. */
export interface TabCommand {
  readonly type: 'stop' | 'skip'
  readonly id: TaskId
}

/**
 * Carries words between the parts of one relay, or of several. At most once, in order per job, and lost when nobody
 * listens: whoever listens reads the store after it has begun to listen. Passes `stores/testing/bus-contract.ts`.
 */
export interface Bus {
  publish(id: TaskId, signal: JobSignal): void
  /** Resolves once every later signal will be heard. Call the result to stop. */
  watch(id: TaskId, listener: (signal: JobSignal) => void): Promise<() => void>
  /** Whether anyone watches, or asked for the progress lately; previews are not made for nobody. May be a second old. */
  isWatched(id: TaskId): boolean
  /** The last progress that was published, preview included; null when there is none or it is a minute old. */
  progress(id: TaskId): Promise<JobProgress | null>
  /** There may be work: a job began to wait, or is about to. */
  announceWork(): void
  onWork(listener: () => void): () => void
  /** Speaks to the relay of that name; lost when there is none. */
  command(relay: string, command: TabCommand): void
  onCommand(relay: string, listener: (command: TabCommand) => void): () => void
  close(): Promise<void>
}
