import type { TaskId } from './task-id.ts'

/** Whether the queue goes on by itself. */
export interface QueueState {
  /** A person paused it: the running task ends, nothing new starts, whoever asks. */
  readonly isPaused: boolean
  /**
   * Tasks of an earlier visit wait for a decision since then, in milliseconds since 1970; newer ones go ahead of
   * them. Null when no task does.
   */
  readonly restingSince: number | null
}

/**
 * Order and pause of the engine's queue: a matter of the tab alone, in which callers through a relay have no say.
 * Both are kept with the tasks, so that they hold after a reload and in the window that takes the engine over.
 * An engine that is not activated yet ignores changes.
 */
export interface QueueControl {
  /** Waiting tasks that are named stand first and in this order, the others behind them in theirs. */
  arrange(ids: readonly TaskId[]): Promise<void>
  pause(): Promise<void>
  /** Ends the pause, and lets tasks of an earlier visit begin. */
  resume(): Promise<void>
}

/** How the queue was left, as it is kept with the tasks. */
export interface QueueRecord {
  /** Open tasks as they stood at the last change of their order; those that came later stand behind them. */
  readonly order: readonly TaskId[]
  readonly isPaused: boolean
  /** When the queue was last at work, in milliseconds since 1970, give or take half a minute; null if never. */
  readonly workedAt: number | null
}

/** How a worker takes up the queue that an earlier one left. */
export interface QueueWake {
  /** What the person decided meanwhile; null: as it was kept. */
  readonly isPaused: boolean | null
  /** At the beginning of a visit: tasks that were left long ago wait for a decision. */
  readonly mayRest: boolean
}
