import type { QueueControl, QueueState, QueueWake } from '../../contract/queue.ts'
import type { StudioEvent } from '../../contract/studio.ts'
import type { TaskId } from '../../contract/task.ts'

/** What the person wants of the queue, beyond the life of any worker. */
export interface QueueWishes {
  readonly control: QueueControl
  /** Notes what a worker says about its queue. */
  hear(event: StudioEvent): void
  /** What a new worker is told before it starts. */
  wake(): QueueWake
  /** A worker has the queue now, and hears what was decided while it woke. */
  catchUp(): void
  /** A worker has the queue now, and all tasks of this window: tells it the order that this window knows. */
  awake(): void
  /** Another window has it now, and decides. */
  taken(): void
  /** The person wants the work here: nothing of it waits for a decision. */
  workHere(): void
}

/**
 * Keeps order and pause as this window last heard or wanted them. A worker has them from the database as well; what
 * was wanted while no worker was there, or where nothing can be stored, only stands here.
 *
 * @param ask reaches the worker that has the queue; null where there is none
 * @param tell hears of a wish that no worker can confirm yet
 */
export function createQueueWishes(
  ask: (question: (queue: QueueControl) => Promise<void>) => Promise<unknown> | null,
  tell: (event: StudioEvent) => void,
): QueueWishes {
  /** Null: as the worker has it. */
  let isPaused: boolean | null = null
  /** What was decided while nobody could be asked: a worker that was waking then may have been told before. */
  let missed: boolean | null = null
  let order: readonly TaskId[] | null = null
  let isVisitNew = true

  const become = (next: QueueState) => tell({ type: 'queue', queue: next })
  const askFor = (paused: boolean) => ask((queue) => (paused ? queue.pause() : queue.resume()))
  const decide = async (paused: boolean) => {
    isPaused = paused
    const asked = askFor(paused)
    if (asked) return void (await asked)
    missed = paused
    become({ isPaused: paused, restingSince: null })
  }

  return {
    control: {
      arrange: async (ids) => {
        order = ids
        await ask((queue) => queue.arrange(ids))
      },
      pause: () => decide(true),
      resume: () => decide(false),
    },
    hear: (event) => {
      if (event.type !== 'queue') return
      isPaused = event.queue.isPaused
    },
    wake: () => ({ isPaused, mayRest: isVisitNew }),
    catchUp: () => {
      if (missed !== null) void askFor(missed)
      missed = null
    },
    awake: () => {
      isVisitNew = false
      const known = order
      if (known) void ask((queue) => queue.arrange(known))
    },
    workHere: () => {
      isVisitNew = false
    },
    taken: () => {
      isPaused = null
      missed = null
      order = null
      // What waits here waits for the other window, whatever it decides.
      become({ isPaused: false, restingSince: null })
    },
  }
}
