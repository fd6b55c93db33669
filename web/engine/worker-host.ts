import type { EngineWorker, EngineWorkerMessage, StudioEvent } from '../../contract/studio.ts'
import type { TaskEvent, TaskId } from '../../contract/task.ts'
import { createFanOut } from './fan-out.ts'

/** What we need of a Worker; a MessagePort in tests. */
export interface WorkerLike {
  postMessage(message: unknown, transfer?: Transferable[]): void
  addEventListener(type: string, listener: (event: Event) => void): void
  removeEventListener(type: string, listener: (event: Event) => void): void
  terminate(): void
}

/** What {@link hostWorker} needs. */
export interface HostParts {
  readonly createWorker: () => WorkerLike
  /** Makes the worker's members callable from here. */
  readonly reach: (worker: WorkerLike) => EngineWorker
  /** Makes a function of ours callable from the worker. */
  readonly share: <Listener extends object>(listener: Listener) => Listener
  /** Undefined where the page is no secure context. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | undefined
  readonly onTaskEvent: (event: TaskEvent) => void
  readonly onStudioEvent: (event: StudioEvent) => void
  /** Called once, with the reason, unless {@link WorkerHost.stop} was called first. */
  readonly onDeath: (reason: string) => void
  /** Milliseconds between two signs of life that we ask for. */
  readonly heartbeatMs: number
  /** So many unanswered heartbeats mean death. A model call can keep a healthy worker silent for long. */
  readonly missedBeats: number
}

/** One living worker. */
export interface WorkerHost {
  readonly worker: EngineWorker
  /** Settles when both subscriptions stand. */
  readonly ready: Promise<void>
  /** Calls back at the worker's end, however it came; at once if it has ended. Call the result to stop listening. */
  onGone(listener: () => void): () => void
  /** Lets somebody else speak to the worker through a port, which is transferred. */
  lend(door: MessagePort): void
  /** Ends it without calling it a death. */
  stop(): void
}

// An id no task can have: cancelling it does nothing, and the answer proves that the worker is alive.
const NO_TASK = 'heartbeat' as TaskId

/** Starts a worker, subscribes to it once, and notices its death. */
export function hostWorker(parts: HostParts): WorkerHost {
  const endpoint = parts.createWorker()
  const worker = parts.reach(endpoint)
  const gone = createFanOut<void>()
  let isOver = false

  const finish = () => {
    isOver = true
    clearInterval(timer)
    endpoint.terminate()
    gone.emit()
  }
  const die = (reason: string) => {
    if (isOver) return
    finish()
    parts.onDeath(reason)
  }
  const timer = startHeartbeat(parts, worker, die)
  endpoint.addEventListener('error', (event) => die(errorText(event)))
  endpoint.addEventListener('messageerror', () => die('a message could not be read'))

  const ready = Promise.all([
    worker.subscribe(parts.share((event: TaskEvent) => void (isOver || parts.onTaskEvent(event)))),
    worker.studio.subscribe(parts.share((event: StudioEvent) => void (isOver || parts.onStudioEvent(event)))),
  ])
  ready.then(
    () => watchAliveLock(parts.locks, endpoint, die),
    (error: unknown) => die(String(error)),
  )

  return {
    worker,
    ready: ready.then(() => undefined),
    onGone: (listener) => {
      if (!isOver) return gone.subscribe(listener)
      listener()
      return () => {}
    },
    lend: (door) => tell(endpoint, { door }, [door]),
    stop: () => {
      if (!isOver) finish()
    },
  }
}

function startHeartbeat(parts: HostParts, worker: EngineWorker, die: (reason: string) => void) {
  let unanswered = 0
  return setInterval(() => {
    // Counted in ticks, not in time: a sleeping laptop or a throttled tab must not look like a dead worker.
    if (unanswered >= parts.missedBeats) die('no answer')
    unanswered++
    void worker.cancel(NO_TASK).then(() => (unanswered = 0))
  }, parts.heartbeatMs)
}

/**
 * A worker that is told `{ aliveLock }` may hold that lock for as long as it lives. The browser gives the lock
 * to us the moment it dies, of whatever cause; far sooner than a heartbeat could tell.
 */
async function watchAliveLock(
  locks: HostParts['locks'],
  endpoint: WorkerLike,
  die: (reason: string) => void,
): Promise<void> {
  if (!locks) return
  const name = `fooocus-tab-worker-${crypto.randomUUID()}`
  tell(endpoint, { aliveLock: name })
  for (let attempt = 0; attempt < 20; attempt++) {
    const { held } = await locks.query()
    if (held?.some((lock) => lock.name === name)) {
      void locks.request(name, () => die('the worker ended'))
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const tell = (endpoint: WorkerLike, message: EngineWorkerMessage, transfer?: Transferable[]) =>
  endpoint.postMessage(message, transfer)

function errorText(event: Event): string {
  return 'message' in event && typeof event.message === 'string' && event.message
    ? event.message
    : 'the worker could not be started'
}
