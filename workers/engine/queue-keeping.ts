import { toErrorData, type ErrorData } from '../../contract/errors.ts'
import type { QueueControl, QueueRecord, QueueState, QueueWake } from '../../contract/queue.ts'
import type { TaskId } from '../../contract/task.ts'
import type { Clock } from './clock.ts'
import type { TaskQueue } from './task-queue.ts'

/** What the keeping of a queue needs. */
export interface KeepingParts {
  readonly queue: TaskQueue
  readonly keeper: {
    queue(): Promise<QueueRecord>
    saveQueue(record: QueueRecord): Promise<void>
  }
  readonly clock: Clock
  readonly onChange: (state: QueueState) => void
  readonly onTrouble: (error: ErrorData) => void
}

/** Order and pause of a queue, kept beyond the worker's life. */
export interface QueueKeeping {
  readonly control: QueueControl
  /**
   * Takes up how the queue was left. Never rejects.
   *
   * @param left the tasks that an earlier worker left, which may have to wait for a decision
   */
  wake(how: QueueWake, left: readonly TaskId[]): Promise<void>
  /** Notes that the queue is at work. */
  worked(): void
  /** Notes that a task has gone; the last of those that waited for a decision leaves none to make. */
  settle(): void
}

/** What waited longer than this without the queue at work was left behind. */
const LEFT_AFTER_MS = 5 * 60_000

/** Being at work is written down this often. */
const NOTE_EVERY_MS = 30_000

/** Makes the keeping of a queue that has not started. */
export function createQueueKeeping({
  queue,
  keeper,
  clock,
  onChange,
  onTrouble,
}: KeepingParts): QueueKeeping {
  let isAwake = false
  let isPaused = false
  let restingSince: number | null = null
  let workedAt: number | null = null

  const save = async () => {
    try {
      await keeper.saveQueue({ order: queue.order(), isPaused, workedAt })
    } catch (error) {
      onTrouble(toErrorData(error))
    }
  }
  const load = async (): Promise<QueueRecord | null> => {
    try {
      return await keeper.queue()
    } catch (error) {
      onTrouble(toErrorData(error))
      return null
    }
  }
  const tell = () => onChange({ isPaused, restingSince })
  const decide = async (paused: boolean) => {
    if (!isAwake) return
    isPaused = paused
    restingSince = null
    if (paused) queue.pause()
    queue.release()
    if (!paused) queue.resume()
    tell()
    await save()
  }

  return {
    control: {
      arrange: async (ids) => {
        if (!isAwake) return
        queue.arrange(ids)
        await save()
      },
      pause: () => decide(true),
      resume: () => decide(false),
    },
    wake: async (how, left) => {
      const record = await load()
      isAwake = true
      workedAt = record?.workedAt ?? null
      isPaused = how.isPaused ?? record?.isPaused ?? false
      const wasLeft = workedAt !== null && clock.now() - workedAt > LEFT_AFTER_MS
      if (isPaused) queue.pause()
      else if (how.mayRest && wasLeft && left.length > 0) {
        restingSince = workedAt
        queue.hold(left)
      }
      tell()
      if (record && isPaused !== record.isPaused) await save()
    },
    worked: () => {
      if (workedAt !== null && clock.now() - workedAt < NOTE_EVERY_MS) return
      workedAt = clock.now()
      void save()
    },
    settle: () => {
      if (restingSince === null || queue.isHolding()) return
      restingSince = null
      tell()
    },
  }
}
