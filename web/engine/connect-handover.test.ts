import { describe, expect, it } from 'vitest'
import type { TaskEvent, TaskId } from '../../contract/task.ts'
import type { FakeKept } from '../testing/fake-kept.ts'
import { createFakeLocks } from '../testing/fake-locks.ts'
import {
  connect,
  ends,
  freshKept,
  isActive,
  newTask,
  startLongTask,
  until,
} from './testing/connect-harness.ts'

const phases = (kept: FakeKept, ...ids: TaskId[]) => ids.map((id) => kept.tasks.get(id)?.phase)
const never = () => new Promise<never>(() => {})
const drawn = (events: readonly TaskEvent[], id: TaskId) =>
  events.filter(({ type, taskId }) => taskId === id && ['started', 'picture'].includes(type))

/** A running and a waiting task, both known to the first worker. */
async function startTwo(given: Parameters<typeof connect>[0] = {}) {
  const connection = connect(given)
  await isActive(connection.states)
  const running = await startLongTask(connection.engine, connection.events)
  const waiting = newTask()
  await connection.engine.submit(waiting)
  return { ...connection, running, waiting }
}

describe('a task that ended here', () => {
  it('stays ended when it is cancelled while the engine restarts', async () => {
    const { engine, workers, states, events, kept, running, waiting } = await startTwo({
      restartDelaysMs: [30],
    })
    workers[0]!.die('out of memory')
    await engine.cancel(waiting.id)
    expect(ends(events, waiting.id)).toMatchObject([{ type: 'stopped' }])
    await isActive(states)
    await until(() => expect(phases(kept, running.id, waiting.id)).toEqual(['failed', 'failed']))
    const next = newTask()
    await engine.submit(next)
    await until(() => expect(ends(events, next.id)).toHaveLength(1))
    expect(drawn(events, waiting.id)).toEqual([])
    expect(ends(events, waiting.id)).toHaveLength(1)
  })

  it('stays ended when it is cancelled while the next worker takes it up', async () => {
    const { engine, workers, states, events, kept, waiting } = await startTwo({
      onWorker: (worker, n) => {
        if (n !== 1) return
        const { activate } = worker
        worker.activate = async (how) => {
          await engine.cancel(waiting.id)
          return activate(how)
        }
      },
      stepMs: 20,
    })
    workers[0]!.die('out of memory')
    await until(() => expect(ends(events, waiting.id)).toMatchObject([{ type: 'stopped' }]))
    await isActive(states)
    await until(() => expect(phases(kept, waiting.id)).toEqual(['stopped']))
    expect(kept.pictures.size).toBe(0)
    expect(ends(events, waiting.id)).toHaveLength(1)
  })

  it('fails in the worker that comes after one that died before it was activated', async () => {
    const { workers, states, kept, running, waiting } = await startTwo({
      onWorker: (worker, n) => {
        if (n === 1) worker.activate = never
      },
    })
    workers[0]!.die('out of memory')
    await until(() => expect(workers).toHaveLength(2))
    await new Promise((resolve) => setTimeout(resolve, 20))
    workers[1]!.die('out of memory')
    await isActive(states)
    expect(workers[2]!.activations).toMatchObject([{ crashed: [running.id] }])
    await until(() => expect(phases(kept, running.id, waiting.id)).toEqual(['failed', 'finished']))
  })

  it('fails in the worker that retry() starts after the engine was given up', async () => {
    const { engine, workers, states, kept, running } = await startTwo({
      restartDelaysMs: [0],
      onWorker: (worker, n) => {
        if (n === 1) worker.activate = never
      },
    })
    workers[0]!.die('out of memory')
    await until(() => expect(workers).toHaveLength(2))
    workers[1]!.die('out of memory')
    expect(states.at(-1)).toBe('broken')
    engine.retry()
    await isActive(states)
    expect(workers[2]!.activations).toMatchObject([{ crashed: [running.id] }])
    await until(() => expect(phases(kept, running.id)).toEqual(['failed']))
  })

  it('does not run when the worker hung on its cancel and was stopped by force', async () => {
    const { engine, workers, states, events, kept, running, waiting } = await startTwo({
      onWorker: (worker, n) => {
        if (n === 0) worker.cancel = never
      },
    })
    const cancelled = engine.cancel(waiting.id)
    await new Promise((resolve) => setTimeout(resolve, 20))
    engine.forceStop()
    await expect(cancelled).resolves.toBeUndefined()
    expect(ends(events, waiting.id)).toMatchObject([{ type: 'stopped' }])
    await isActive(states)
    expect(workers[1]!.activations).toMatchObject([{ crashed: [running.id, waiting.id] }])
    await until(() => expect(phases(kept, running.id, waiting.id)).toEqual(['failed', 'failed']))
    expect(drawn(events, waiting.id)).toEqual([])
  })

  it('is told to the next worker only until its end is in the database', async () => {
    const { workers, states, running } = await startTwo({ restartDelaysMs: [0, 0, 0] })
    workers[0]!.die('out of memory')
    await until(() => expect(workers[1]?.activations).toMatchObject([{ crashed: [running.id] }]))
    await isActive(states)
    workers[1]!.die('out of memory')
    await until(() => expect(workers).toHaveLength(3))
    await isActive(states)
    expect(workers[2]!.activations[0]!.crashed).not.toContain(running.id)
  })
})

describe('a task that no worker got yet', () => {
  it('survives that another window takes over, and runs when the engine comes back', async () => {
    const locks = createFakeLocks()
    const kept = freshKept()
    const first = connect({ locks: locks.manager, kept, restartDelaysMs: [] })
    await isActive(first.states)
    first.workers[0]!.die('out of memory')
    const task = newTask()
    await first.engine.submit(task)
    const second = connect({ locks: locks.manager, kept })
    await until(() => expect(second.states.at(-1)).toBe('elsewhere'))
    second.engine.takeOver()
    await isActive(second.states)
    await until(() => expect(first.states.at(-1)).toBe('taken'))
    expect(first.left).toEqual([])
    second.engine.close()
    await until(() => expect(ends(first.events, task.id)).toMatchObject([{ type: 'finished' }]))
  })

  it('goes to the next worker when the first died before it took it', async () => {
    const { engine, workers, states, events } = connect({
      onWorker: (worker, n) => {
        if (n === 0) worker.submit = never
      },
    })
    await isActive(states)
    const task = newTask()
    const submitted = engine.submit(task)
    await new Promise((resolve) => setTimeout(resolve, 20))
    workers[0]!.die('out of memory')
    await submitted
    await until(() => expect(ends(events, task.id)).toMatchObject([{ type: 'finished' }]))
    expect(events.filter(({ type, taskId }) => type === 'queued' && taskId === task.id)).toHaveLength(1)
  })

  it('is not drawn again when it is submitted a second time', async () => {
    const { engine, events, states } = connect()
    await isActive(states)
    const task = newTask()
    await engine.submit(task)
    await until(() => expect(ends(events, task.id)).toHaveLength(1))
    const before = events.length
    await engine.submit(task)
    expect(events).toHaveLength(before)
  })
})

describe('a take-over', () => {
  it('lets go of a task that the other window finished while it was read', async () => {
    const kept = freshKept()
    const earlier = connect({ kept })
    await isActive(earlier.states)
    const [done, open] = [await startLongTask(earlier.engine, earlier.events), newTask()]
    await earlier.engine.submit(open)
    earlier.engine.close()
    const submitted: TaskId[] = []
    const { events, states, adopted, left, studioEvents } = connect({
      kept,
      onWorker: (worker) => {
        const { activate, submit } = worker
        worker.activate = (how) => {
          kept.tasks.set(done.id, { ...kept.tasks.get(done.id)!, phase: 'finished' })
          return activate(how)
        }
        worker.submit = (task) => {
          submitted.push(task.id)
          return submit(task)
        }
      },
    })
    await isActive(states)
    expect(adopted).toEqual([done.id, open.id])
    expect(left).toEqual([done.id])
    // What the other window drew is in the database; the page reads it.
    expect(studioEvents).toContainEqual({ type: 'gallery' })
    await until(() => expect(ends(events, open.id)).toMatchObject([{ type: 'finished' }]))
    expect(submitted).toEqual([])
    expect(events.filter(({ taskId }) => taskId === done.id)).toEqual([])
  })
})
