import { describe, expect, it, vi } from 'vitest'
import { createFakeLocks } from '../testing/fake-locks.ts'
import {
  connect,
  ENGINE,
  ends,
  freshKept,
  isActive,
  newTask,
  startLongTask,
  until,
} from './testing/connect-harness.ts'

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
    const queue = { isPaused: false, mayRest: false }
    expect(workers[1]!.activations).toEqual([{ engine: ENGINE, crashed: [running.id], queue }])
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
