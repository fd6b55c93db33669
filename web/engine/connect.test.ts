import { expose } from 'comlink'
import nodeEndpointModule from 'comlink/dist/esm/node-adapter.mjs'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import manifest from '../../models-manifest.json' with { type: 'json' }
import { ModelManifest } from '../../contract/manifest.ts'
import { GenerationRequest } from '../../contract/request.ts'
import { createTaskId, type Task, type TaskEvent, type TaskId } from '../../contract/task.ts'
import type { ConnectionState } from '../state/connection-state.ts'
import { createFakeEngineWorker, type FakeKept } from '../testing/fake-engine-worker.ts'
import { createFakeLocks, type FakeLocks } from '../testing/fake-locks.ts'
import { createEngineConnection, type EngineConnection } from './connect.ts'
import type { WorkerLike } from './worker-host.ts'

const nodeEndpoint = nodeEndpointModule as unknown as (port: unknown) => WorkerLike
const [model] = ModelManifest.parse(manifest).models
const ENGINE = { backend: 'auto', threads: null } as const

type FakeWorker = ReturnType<typeof createFakeEngineWorker>

const open: (() => void)[] = []
afterEach(() => open.splice(0).forEach((close) => close()))

const freshKept = (): FakeKept => ({ tasks: new Map(), pictures: new Map() })

function connect(
  given: {
    locks?: FakeLocks['manager']
    kept?: FakeKept
    stepMs?: number
    onAliveLock?: (name: string) => void
  } = {},
) {
  const { kept = freshKept(), stepMs = 5 } = given
  const workers: (FakeWorker & { die: (message: string) => void; isTerminated: boolean })[] = []
  const states: ConnectionState[] = []
  const adopted: TaskId[] = []
  const left: TaskId[] = []
  const events: TaskEvent[] = []
  const createWorker = (): WorkerLike => {
    const { port1, port2 } = new MessageChannel()
    const fake = createFakeEngineWorker({
      model: model!,
      stepMs,
      kept,
      paint: () => Promise.resolve({ mime: 'image/png', bytes: new Uint8Array([1]) }),
    })
    expose(fake, nodeEndpoint(port2))
    const errors = new Set<(event: Event) => void>()
    const endpoint = nodeEndpoint(port1)
    const record = Object.assign(fake, {
      isTerminated: false,
      die: (message: string) => {
        port2.close()
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
        port2.close()
      },
    }
  }
  const engine = createEngineConnection({
    createWorker,
    locks: given.locks,
    engine: ENGINE,
    onState: (state) => states.push(state),
    onOpenTasks: (tasks) => adopted.push(...tasks.map(({ task }) => task.id)),
    onTasksLeft: (ids) => left.push(...ids),
    restartDelaysMs: [0, 0],
  })
  void engine.subscribe((event) => events.push(event))
  open.push(() => engine.close())
  return { engine, workers, states, adopted, left, events, kept }
}

const newTask = (fields: Partial<GenerationRequest> = {}): Task => ({
  id: createTaskId(crypto.randomUUID()),
  origin: 'page',
  request: GenerationRequest.parse({ prompt: 'a fox', aspect_ratios_selection: '128*128', ...fields }),
  createdAt: 0,
})

const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 })
const ends = (events: readonly TaskEvent[], id: TaskId) =>
  events.filter(({ taskId, type }) => taskId === id && ['finished', 'stopped', 'failed'].includes(type))
const isActive = async (states: readonly ConnectionState[]) =>
  until(() => expect(states.at(-1)).toBe('active'))

async function startLongTask(engine: EngineConnection, events: readonly TaskEvent[]) {
  const task = newTask({ performance_selection: 'Quality' })
  await engine.submit(task)
  await until(() =>
    expect(events.some(({ type, taskId }) => type === 'progress' && taskId === task.id)).toBe(true),
  )
  return task
}

describe('createEngineConnection', () => {
  it('runs a task without locks, as there is nothing to share', async () => {
    const { engine, events, states } = connect()
    await isActive(states)
    const task = newTask()
    await engine.submit(task)
    await until(() => expect(ends(events, task.id)).toMatchObject([{ type: 'finished' }]))
    expect(events.filter(({ type }) => type === 'picture')).toHaveLength(1)
  })

  it('keeps tasks until it is active and hands them over then', async () => {
    const { engine, events } = connect()
    const task = newTask()
    await engine.submit(task)
    expect(events[0]).toMatchObject({ type: 'queued', taskId: task.id })
    await until(() => expect(ends(events, task.id)).toHaveLength(1))
  })

  it('fails the running task of a dead worker, once, and goes on with the others', async () => {
    const { engine, events, workers, states } = connect()
    await isActive(states)
    const running = await startLongTask(engine, events)
    const waiting = newTask()
    await engine.submit(waiting)
    workers[0]!.die('out of memory')
    await until(() => expect(ends(events, waiting.id)).toMatchObject([{ type: 'finished' }]))
    expect(ends(events, running.id)).toMatchObject([{ type: 'failed', error: { code: 'engine_crashed' } }])
    expect(workers).toHaveLength(2)
    expect(workers[1]!.activations).toEqual([{ engine: ENGINE, crashed: [running.id] }])
  })

  it('answers a question to the studio through the next worker when the first dies', async () => {
    const { engine, workers, states } = connect()
    await isActive(states)
    const stuck = vi.spyOn(workers[0]!.studio, 'storage').mockReturnValue(new Promise(() => {}))
    const answer = engine.studio.storage()
    await until(() => expect(stuck).toHaveBeenCalled())
    workers[0]!.die('gone')
    await expect(answer).resolves.toMatchObject({ kind: 'indexeddb' })
  })

  it('gives up after too many deaths in a row, and starts again when asked', async () => {
    const { engine, workers, states } = connect()
    for (let death = 0; death < 3; death++) {
      await until(() => expect(workers).toHaveLength(death + 1))
      workers[death]!.die('no such file')
    }
    await until(() => expect(states.at(-1)).toBe('broken'))
    engine.retry()
    await isActive(states)
  })

  it('ends a worker that does not answer and counts its task as stopped', async () => {
    const { engine, events, workers, states } = connect()
    await isActive(states)
    const running = await startLongTask(engine, events)
    engine.forceStop()
    expect(ends(events, running.id)).toMatchObject([{ type: 'stopped' }])
    expect(workers[0]!.isTerminated).toBe(true)
    await isActive(states)
    expect(ends(events, running.id)).toHaveLength(1)
  })

  it('tells of tasks that an earlier visit left before the engine goes on with them', async () => {
    const kept = freshKept()
    const first = connect({ kept })
    await isActive(first.states)
    const task = await startLongTask(first.engine, first.events)
    first.engine.close()
    const second = connect({ kept })
    await isActive(second.states)
    expect(second.adopted).toEqual([task.id])
  })

  it('waits while another window has the engine, and works once that one is gone', async () => {
    const locks = createFakeLocks()
    const first = connect({ locks: locks.manager })
    await isActive(first.states)
    const second = connect({ locks: locks.manager })
    await until(() => expect(second.states.at(-1)).toBe('elsewhere'))
    const task = newTask()
    await second.engine.submit(task)
    expect(second.events).toMatchObject([{ type: 'queued' }])
    first.engine.close()
    await until(() => expect(ends(second.events, task.id)).toMatchObject([{ type: 'finished' }]))
  })

  it('stops a task that waits for another window', async () => {
    const locks = createFakeLocks()
    await isActive(connect({ locks: locks.manager }).states)
    const second = connect({ locks: locks.manager })
    const task = newTask()
    await second.engine.submit(task)
    await second.engine.cancel(task.id)
    expect(ends(second.events, task.id)).toMatchObject([{ type: 'stopped' }])
  })

  it('takes the engine from another window, which lets its worker and its tasks go', async () => {
    const locks = createFakeLocks()
    const kept = freshKept()
    const first = connect({ locks: locks.manager, kept, stepMs: 20 })
    await isActive(first.states)
    const task = await startLongTask(first.engine, first.events)
    const second = connect({ locks: locks.manager, kept })
    await until(() => expect(second.states.at(-1)).toBe('elsewhere'))
    second.engine.takeOver()
    await isActive(second.states)
    await until(() => expect(first.states.at(-1)).toBe('taken'))
    expect(first.workers[0]!.isTerminated).toBe(true)
    expect(first.left).toEqual([task.id])
    expect(second.adopted).toEqual([task.id])
    await expect(first.engine.studio.models()).resolves.toHaveLength(1)
  })

  it('notices the death of a worker by the lock that dies with it', async () => {
    const locks = createFakeLocks()
    const held: { name: string; letGo: () => void }[] = []
    const onAliveLock = (name: string) => held.push({ name, letGo: locks.holdFor(name) })
    const { workers, states } = connect({
      locks: locks.manager,
      onAliveLock: (name) => void onAliveLock(name),
    })
    await isActive(states)
    await until(() => expect(locks.waitingFor(held[0]!.name)).toBe(1))
    held[0]!.letGo()
    await until(() => expect(workers).toHaveLength(2))
  })
})
