import { proxy, wrap } from 'comlink'
import type { EnginePreferences, EngineWorker, Studio, StudioEvent } from '../../contract/studio.ts'
import { isEnded, type Task, type TaskEvent, type TaskId, type TaskState } from '../../contract/task.ts'
import { applyTaskEvent } from '../../contract/apply-task-event.ts'
import type { ConnectionState, EnginePort } from '../state/connection-state.ts'
import { contendForLock } from './engine-lock.ts'
import { createFanOut } from './fan-out.ts'
import { remoteStudio } from './remote-studio.ts'
import { hostWorker, type WorkerHost, type WorkerLike } from './worker-host.ts'

/** What a connection is made of. */
export interface ConnectionParts {
  readonly createWorker: () => WorkerLike
  /** `navigator.locks`; undefined where the page is no secure context. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | undefined
  /** What the person decided about the engine. */
  readonly engine: EnginePreferences
  readonly onState: (state: ConnectionState) => void
  /** Tasks left over by an earlier visit, told before the engine goes on with them. */
  readonly onOpenTasks: (tasks: readonly TaskState[]) => void
  /** Another window took these tasks along with the engine. */
  readonly onTasksLeft: (ids: readonly TaskId[]) => void
  readonly heartbeatMs?: number
  readonly missedBeats?: number
  /** Pause before the n-th restart in a row, in milliseconds. */
  readonly restartDelaysMs?: readonly number[]
}

/** The engine behind its worker, for as long as the page is open. */
export interface EngineConnection extends EnginePort {
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
  const open = new Map<TaskId, TaskState>()
  // Ended by us; the worker's own later words about them are dropped, so that every task ends once.
  const endedHere = new Set<TaskId>()
  let host: WorkerHost
  let isActive = false
  let holdsLock = false
  let deathsInARow = 0

  const emit = (event: TaskEvent) => {
    if (endedHere.has(event.taskId)) return
    const next = applyTaskEvent(open.get(event.taskId), event)
    if (next && !isEnded(next)) open.set(event.taskId, { ...next, preview: null })
    else open.delete(event.taskId)
    if (event.type === 'progress' || event.type === 'finished') deathsInARow = 0
    taskEvents.emit(event)
  }

  const spawn = () => {
    host = hostWorker({
      createWorker: parts.createWorker,
      reach,
      share: proxy,
      locks: parts.locks,
      onTaskEvent: emit,
      onStudioEvent: studioEvents.emit,
      onDeath: (reason) => restart((id) => crashed(id, reason)),
      heartbeatMs: parts.heartbeatMs ?? 10_000,
      missedBeats: parts.missedBeats ?? 6,
    })
  }

  const activate = async (crashedIds: readonly TaskId[]) => {
    const mine = host
    await mine.ready
    const left = await mine.worker.studio.openTasks()
    if (host !== mine || !holdsLock) return
    const others = left.filter(({ task }) => !crashedIds.includes(task.id) && !endedHere.has(task.id))
    for (const state of others) if (!open.has(state.task.id)) open.set(state.task.id, state)
    parts.onOpenTasks(others)
    await mine.worker.activate({ engine: parts.engine, crashed: crashedIds })
    if (host !== mine || !holdsLock) return
    isActive = true
    parts.onState('active')
    for (const { task } of [...open.values()]) void mine.worker.submit(task)
  }

  /** @param end how the task that was running ends */
  const restart = (end: (id: TaskId) => TaskEvent) => {
    const running = [...open.values()].filter((state) => state.phase === 'running').map(({ task }) => task.id)
    for (const id of running) {
      emit(end(id))
      endedHere.add(id)
    }
    isActive = false
    const delay = delays[deathsInARow++]
    if (delay === undefined) return parts.onState('broken')
    parts.onState('restarting')
    setTimeout(() => {
      spawn()
      if (holdsLock) void activate(running)
      else parts.onState('elsewhere')
    }, delay)
  }

  spawn()
  parts.onState('starting')
  const claim = contendForLock(parts.locks, {
    onHeld: () => {
      holdsLock = true
      parts.onState('starting')
      void activate([])
    },
    onElsewhere: () => parts.onState('elsewhere'),
    onTaken: () => {
      holdsLock = isActive = false
      const left = [...open.keys()]
      open.clear()
      parts.onTasksLeft(left)
      host.stop()
      spawn()
      parts.onState('taken')
    },
  })

  /** Asks the worker; if it dies meanwhile, asks the next one. */
  const ask = async <T>(question: (host: WorkerHost) => Promise<T>): Promise<T> => {
    for (;;) {
      const asked = host
      const answer = await Promise.race([
        question(asked).then((value) => ({ value })),
        asked.gone.then(() => null),
      ])
      if (answer) return answer.value
      while (host === asked) await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  const submit = async (task: Task) => {
    if (isActive) return ask(({ worker }) => worker.submit(task))
    // Not ours yet, or just restarting: it waits here and is handed over by activate().
    emit({ type: 'queued', taskId: task.id, at: Date.now(), task })
  }
  const cancel = async (id: TaskId) => {
    if (isActive) return ask(({ worker }) => worker.cancel(id))
    if (open.has(id)) emit({ type: 'stopped', taskId: id, at: Date.now() })
  }
  const studio: Studio = remoteStudio(
    (question) => ask(({ worker }) => question(worker.studio)),
    studioEvents,
  )

  return {
    submit,
    cancel,
    skip: async (id) => {
      if (isActive) await ask(({ worker }) => worker.skip(id))
    },
    subscribe: (listener) => Promise.resolve(taskEvents.subscribe(listener)),
    studio,
    takeOver: claim.steal,
    forceStop: () => {
      host.stop()
      restart((id) => ({ type: 'stopped', taskId: id, at: Date.now() }))
    },
    retry: () => {
      deathsInARow = 0
      restart((id) => crashed(id, 'given up'))
    },
    close: () => {
      claim.release()
      host.stop()
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
