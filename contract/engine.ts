import type { Task, TaskEvent, TaskId } from './task.ts'

/**
 * Everything a caller may ask of an image engine, wherever that engine runs: in this realm, behind a worker,
 * or behind a relay's socket. All of them pass `testing/engine-contract.ts`.
 */
export interface Engine {
  /**
   * Hands over a task. Subscribe first: every outcome, refusal included, arrives as an event.
   * Submitting an id again changes nothing. Resolves when the task is queued or refused; never rejects.
   */
  submit(task: Task): Promise<void>
  /** Stops a queued or running task after at most one model call; finished pictures stay. Unknown ids are ignored. */
  cancel(id: TaskId): Promise<void>
  /** Gives up the image a running task is making, after at most one model call, and goes on with its next. */
  skip(id: TaskId): Promise<void>
  /** Delivers every event of every task from now on, in order. Call the result to stop. */
  subscribe(listener: (event: TaskEvent) => void): Promise<() => void>
}
