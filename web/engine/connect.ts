import { proxy, wrap } from 'comlink'
import type { EnginePreferences, EngineWorker, Studio, StudioEvent } from '../../contract/studio.ts'
import type { Task, TaskEvent, TaskId, TaskState } from '../../contract/task.ts'
import type { ConnectionState, EnginePort } from '../state/connection-state.ts'
import { contendForLock } from './engine-lock.ts'
import { createFanOut } from './fan-out.ts'
import { createQueueWishes } from './queue-wishes.ts'
import { remoteStudio } from './remote-studio.ts'
import { createTaskBook } from './task-book.ts'
import { hostWorker, type WorkerLike } from './worker-host.ts'
import { createWorkerSeat } from './worker-seat.ts'

/** What a connection is made of. */
export interface ConnectionParts {
  readonly createWorker: () => WorkerLike
  /** `navigator.locks`; undefined where the page is no secure context. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | undefined
  /** What the person decided about the engine; asked anew for every worker. */
  readonly engine: () => EnginePreferences
  readonly onState: (state: ConnectionState) => void
  /** Tasks left over by an earlier visit, told before the engine goes on with them. */
  readonly onOpenTasks: (tasks: readonly TaskState[]) => void
  /** Another window took these tasks along with the engine, or finished them before we could take them. */
  readonly onTasksLeft: (ids: readonly TaskId[]) => void
  readonly heartbeatMs?: number
  readonly missedBeats?: number
  /** Pause before the n-th restart in a row, in milliseconds. */
  readonly restartDelaysMs?: readonly number[]
}

/** The engine behind its worker, for as long as the page is open. */
export interface EngineConnection extends EnginePort {
  /** Lets somebody else speak to the worker that is there now, through a port, which is transferred. */
  lend(door: MessagePort): void
  /** Ends worker and claim. */
  close(): void
}

/**
 * Connects the page to the engine worker: subscribes once and fans out, holds the lock that says which window
 * computes, keeps tasks until it is this one, and brings a dead worker back without losing what waits.
 */
export function createEngineConnection(parts: ConnectionParts): EngineConnection {
  const delays = parts.restartDelaysMs ?? [0, 1000, 4000]
  const taskEvents = createFanOut<TaskEvent>()
  const studioEvents = createFanOut<StudioEvent>()
  const book = createTaskBook(taskEvents.emit)
  let state: ConnectionState = 'starting'
  let holdsLock = false
  let deathsInARow = 0

  const become = (next: ConnectionState) => {
    state = next
    parts.onState(next)
  }
  const seat = createWorkerSeat(() =>
    hostWorker({
      createWorker: parts.createWorker,
      reach,
      share: proxy,
      locks: parts.locks,
      onTaskEvent: (event) => {
        if (event.type === 'progress' || event.type === 'finished') deathsInARow = 0
        book.hear(event)
      },
      onStudioEvent: (event) => {
        wishes.hear(event)
        studioEvents.emit(event)
      },
      onDeath: (reason) => restart((id) => crashed(id, reason)),
      heartbeatMs: parts.heartbeatMs ?? 10_000,
      missedBeats: parts.missedBeats ?? 6,
    }),
  )

  const wishes = createQueueWishes(
    (question) => (state === 'active' ? seat.ask((worker) => question(worker.studio.queue)) : null),
    studioEvents.emit,
  )

  /** Hands the engine's work to the worker: what the database has, then what only this window knows of. */
  const activate = async () => {
    const host = seat.host()
    const { worker } = host
    const isOurs = () => host === seat.host() && holdsLock
    await host.ready
    const found = await worker.studio.openTasks()
    if (!isOurs()) return
    const adopted = book.adopt(found)
    parts.onOpenTasks(adopted)
    const crashed = book.endedAmong(found)
    await worker.activate({ engine: parts.engine(), crashed, queue: wishes.wake() })
    const taken = await worker.studio.openTasks()
    if (!isOurs()) return
    become('active')
    // Before it hears of tasks that a pause should hold back.
    wishes.catchUp()
    for (const id of book.endedAmong(taken)) void worker.cancel(id)
    for (const task of settle(adopted, taken)) void worker.submit(task)
    wishes.awake()
  }

  /** Lets go of adopted tasks that are open no more. @returns tasks that the worker cannot have found */
  const settle = (adopted: readonly TaskState[], taken: readonly TaskState[]): Task[] => {
    const unknown = book.openBut(taken)
    const were = new Set(adopted.map(({ task }) => task.id))
    // The window they came from finished them between our reading and the worker's: its pictures are in the gallery.
    const done = book.forget(unknown.map(({ id }) => id).filter((id) => were.has(id)))
    if (done.length > 0) {
      parts.onTasksLeft(done)
      studioEvents.emit({ type: 'gallery' })
    }
    return unknown.filter(({ id }) => !were.has(id))
  }

  /** @param end how the task that was running ends */
  const restart = (end: (id: TaskId) => TaskEvent) => {
    seat.clear()
    book.workerGone(end)
    const delay = delays[deathsInARow++]
    if (delay === undefined) return become('broken')
    become('restarting')
    seat.replaceLater(delay, () => {
      if (holdsLock) void activate()
      else become('elsewhere')
    })
  }
  const retry = () => {
    deathsInARow = 0
    restart((id) => crashed(id, 'given up'))
  }

  become('starting')
  const claim = contendForLock(parts.locks, {
    onHeld: () => {
      holdsLock = true
      if (state === 'broken') return retry()
      become('starting')
      void activate()
    },
    onElsewhere: () => become('elsewhere'),
    onTaken: () => {
      holdsLock = false
      parts.onTasksLeft(book.giveUpStored())
      wishes.taken()
      seat.replace()
      become('taken')
    },
  })

  // Tasks are not asked about again: what a dead worker did not take waits in the book for the next activation.
  const submit = async (task: Task) => {
    if (book.submit(task) && state === 'active') await seat.ask((worker) => worker.submit(task))
  }
  const cancel = async (id: TaskId) => {
    if (state !== 'active') book.stop(id)
    else if (book.askToStop(id)) await seat.ask((worker) => worker.cancel(id))
  }
  const studio: Studio = remoteStudio(
    (question) => seat.askUntilAnswered((worker) => question(worker.studio)),
    studioEvents,
    wishes.control,
  )

  return {
    submit,
    cancel,
    skip: async (id) => {
      if (state === 'active') await seat.ask((worker) => worker.skip(id))
    },
    subscribe: (listener) => Promise.resolve(taskEvents.subscribe(listener)),
    studio,
    takeOver: () => {
      wishes.workHere()
      claim.steal()
    },
    forceStop: () => restart((id) => ({ type: 'stopped', taskId: id, at: Date.now() })),
    retry,
    lend: (door) => seat.host().lend(door),
    close: () => {
      claim.release()
      seat.clear()
    },
  }
}

/** Comlink's types make nested objects promises; every member here is asynchronous anyway, so this is exact. */
function reach(worker: WorkerLike): EngineWorker {
  return wrap<EngineWorker>(worker) as unknown as EngineWorker
}

function crashed(taskId: TaskId, reason: string): TaskEvent {
  const error = { code: 'engine_crashed', message: `the engine worker died: ${reason}`, detail: {} } as const
  return { type: 'failed', taskId, at: Date.now(), error }
}
