import type { GenerationRequest } from '../../contract/request.ts'
import type { TaskId } from '../../contract/task.ts'
import type { Dialect, JobProgress, JobState, JobWebhook, JsonObject } from './job.ts'
import type { JobPage, JobQuery } from './ports.ts'

/** What a dialect makes of a client's request. */
export interface Submission {
  readonly owner: string
  readonly dialect: Dialect
  /** Whole and valid; pictures as bytes, already checked to be pictures. */
  readonly request: GenerationRequest
  readonly asked: JsonObject
  readonly saveName: string | null
  readonly webhook: JobWebhook | null
  /** From `Idempotency-Key`. */
  readonly idempotencyKey: string | null
  /** Hash of the client's body; with `isRetry` it finds the job of the first try, up to 15 minutes old. */
  readonly fingerprint: string
  /** The client says that it tries again (`X-Stainless-Retry-Count` of 1 or more). */
  readonly isRetry: boolean
  readonly priority: number
  /**
   * Someone holds a connection open for the end. Where no tab could do the job, such a call fails after the relay's
   * patience (a minute); others wait for a tab for a day.
   */
  readonly isAwaited?: boolean
}

/** What a watcher is told: the whole picture each time, and what made it worth telling. */
export interface JobUpdate {
  readonly state: JobState
  readonly progress: JobProgress
  readonly changed: 'snapshot' | 'progress' | 'preview' | 'state'
}

/** The part of an AbortSignal that waiting needs: a whole one for each call costs as much as reading its body. */
export interface LeaveSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** The one way in for every dialect, and for the commands of the terminal. */
export interface JobService {
  /**
   * Accepts a job; it is durable when this resolves. A job that was asked for before is joined, not doubled.
   *
   * @throws AppError `queue_full` with `detail.retryAfterS`, `no_engine_connected` (nobody could do it and the relay
   *   is set to say so at once), `idempotency_conflict`, `storage_full`, `storage_unavailable`, `unknown_model`
   */
  submit(submission: Submission): Promise<JobState>
  /**
   * Tells of a job until it has ended: first a snapshot, then every change, the end last. Call the result to stop.
   * Stopping never stops the job.
   */
  watch(id: TaskId, listener: (update: JobUpdate) => void): Promise<() => void>
  /** Resolves with the ended job. @param signal aborts the waiting, never the job; then it rejects with Cancelled */
  untilEnded(id: TaskId, signal?: LeaveSignal): Promise<JobState>
  get(id: TaskId): Promise<JobState | null>
  progress(id: TaskId): Promise<JobProgress>
  list(query: JobQuery): Promise<JobPage>
  /** Stops a waiting or running job; ended ones stay as they are. The state after it; null for an unknown id. */
  stop(id: TaskId): Promise<JobState | null>
  /** Gives up the image that a running job makes. False when it does not run. */
  skip(id: TaskId): Promise<boolean>
  /** The job that runs, or the one that began first where several do; null when none does. */
  current(owner: string | null): Promise<JobState | null>
  /** Forgets ended jobs and deletes their pictures. */
  remove(ids: readonly TaskId[]): Promise<number>
}
