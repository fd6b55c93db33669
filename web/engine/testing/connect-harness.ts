import { expose } from 'comlink'
import nodeEndpointModule from 'comlink/dist/esm/node-adapter.mjs'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, expect, vi } from 'vitest'
import manifest from '../../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../../contract/manifest.ts'
import { GenerationRequest } from '../../../contract/request.ts'
import type { EngineWorker, StudioEvent } from '../../../contract/studio.ts'
import { createTaskId, isEnded, type Task, type TaskEvent, type TaskId } from '../../../contract/task.ts'
import type { ConnectionState } from '../../state/connection-state.ts'
import { createFakeEngineWorker } from '../../testing/fake-engine-worker.ts'
import type { FakeKept } from '../../testing/fake-kept.ts'
import type { FakeLocks } from '../../testing/fake-locks.ts'
import { createEngineConnection, type EngineConnection } from '../connect.ts'
import type { WorkerLike } from '../worker-host.ts'

const nodeEndpoint = nodeEndpointModule as unknown as (port: unknown) => WorkerLike
const [model] = ModelManifest.parse(manifest).models
export const ENGINE = { backend: 'auto', threads: null } as const

type FakeWorker = ReturnType<typeof createFakeEngineWorker>

/** A worker of a connection under test. */
export type TestWorker = FakeWorker & { die: (message: string) => void; isTerminated: boolean }

/** What a test decides about its connection. */
export interface Given {
  readonly locks?: FakeLocks['manager']
  readonly kept?: FakeKept
  readonly stepMs?: number
  readonly restartDelaysMs?: readonly number[]
  readonly onAliveLock?: (name: string) => void
  /** Changes the n-th worker, from 0, before it is reached. */
  readonly onWorker?: (worker: FakeWorker, n: number) => void
}

const open: (() => void)[] = []
afterEach(() => open.splice(0).forEach((close) => close()))

/** An empty database. */
export const freshKept = (): FakeKept => ({
  tasks: new Map(),
  pictures: new Map(),
  queue: { isPaused: false },
  userFiles: new Map(),
})

/** A connection over fake workers, each behind a MessageChannel, and everything it told. */
export function connect(given: Given = {}) {
  const { kept = freshKept(), stepMs = 5, restartDelaysMs = [0, 0] } = given
  const workers: TestWorker[] = []
  const states: ConnectionState[] = []
  const adopted: TaskId[] = []
  const left: TaskId[] = []
  const events: TaskEvent[] = []
  const studioEvents: StudioEvent[] = []
  const createWorker = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel()
    // Its own view of the database, so that it can lose it: a dead worker writes nothing.
    const view = { ...kept }
    const fake = asRealWorkersDo(
      createFakeEngineWorker({
        model: model!,
        stepMs,
        kept: view,
        paint: () => Promise.resolve({ mime: 'image/png', bytes: new Uint8Array([1]) }),
      }),
      view,
    )
    given.onWorker?.(fake, workers.length)
    expose(fake, nodeEndpoint(port2))
    const errors = new Set<(event: Event) => void>()
    const endpoint = nodeEndpoint(port1)
    const end = () => {
      Object.assign(view, freshKept())
      port2.close()
    }
    const record = Object.assign(fake, {
      isTerminated: false,
      die: (message: string) => {
        end()
        errors.forEach((listener) => listener(Object.assign(new Event('error'), { message })))
      },
    })
    workers.push(record)
    return {
      ...endpoint,
      postMessage: (message: unknown, transfer?: Transferable[]) => {
        const isAsk = typeof message === 'object' && message && 'aliveLock' in message
        if (isAsk) given.onAliveLock?.(String(message.aliveLock))
        endpoint.postMessage(message, transfer)
      },
      addEventListener: (type: string, listener: never) =>
        type === 'message'
          ? endpoint.addEventListener(type, listener)
          : type === 'error' && errors.add(listener),
      terminate: () => {
        record.isTerminated = true
        port1.close()
        end()
      },
    }
  }
  const engine = createEngineConnection({
    createWorker,
    locks: given.locks,
    engine: () => ENGINE,
    onState: (state) => states.push(state),
    onOpenTasks: (tasks) => adopted.push(...tasks.map(({ task }) => task.id)),
    onTasksLeft: (ids) => left.push(...ids),
    restartDelaysMs,
  })
  void engine.subscribe((event) => events.push(event))
  void engine.studio.subscribe((event) => studioEvents.push(event))
  open.push(() => engine.close())
  return { engine, workers, states, adopted, left, events, studioEvents, kept }
}

/** As strict as the real one: before it is activated it knows no task, and it fails every crashed one. */
function asRealWorkersDo(fake: FakeWorker, kept: FakeKept): FakeWorker {
  const { activate, cancel } = fake
  let knowsTasks = false
  return Object.assign(fake, {
    activate: (how) => {
      for (const id of how.crashed) {
        const state = kept.tasks.get(id)
        if (state && !isEnded(state)) kept.tasks.set(id, { ...state, phase: 'running' })
      }
      knowsTasks = true
      return activate(how)
    },
    cancel: (id) => (knowsTasks ? cancel(id) : Promise.resolve()),
  } satisfies Partial<EngineWorker>)
}

export const newTask = (fields: Partial<GenerationRequest> = {}): Task => ({
  id: createTaskId(crypto.randomUUID()),
  origin: 'page',
  request: GenerationRequest.parse({ prompt: 'a fox', aspect_ratios_selection: '128*128', ...fields }),
  createdAt: 0,
})

export const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 })

/** The events that ended a task. */
export const ends = (events: readonly TaskEvent[], id: TaskId) =>
  events.filter(({ taskId, type }) => taskId === id && ['finished', 'stopped', 'failed'].includes(type))

export const isActive = async (states: readonly ConnectionState[]) =>
  until(() => expect(states.at(-1)).toBe('active'))

/** Submits a task that takes a while, and waits for its first step. */
export async function startLongTask(engine: EngineConnection, events: readonly TaskEvent[]) {
  const task = newTask({ performance_selection: 'Quality' })
  await engine.submit(task)
  await until(() =>
    expect(events.some(({ type, taskId }) => type === 'progress' && taskId === task.id)).toBe(true),
  )
  return task
}
