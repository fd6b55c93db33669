import { describe, expect, it } from 'vitest'
import type { TaskEvent } from '../../contract/task.ts'
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

const startedIn = (events: readonly TaskEvent[]) =>
  events.filter(({ type }) => type === 'started').map(({ taskId }) => taskId)

/** Three short tasks behind a long one. */
async function fullQueue(given: Parameters<typeof connect>[0] = {}) {
  const page = connect(given)
  await isActive(page.states)
  const running = await startLongTask(page.engine, page.events)
  const tasks = [newTask(), newTask(), newTask()] as const
  for (const task of tasks) await page.engine.submit(task)
  return { ...page, running, tasks }
}

describe('the queue of a connection', () => {
  it('keeps order and pause when its worker dies, though nothing could be stored', async () => {
    const { engine, events, workers, states, tasks } = await fullQueue()
    const [a, b, c] = tasks
    await engine.studio.queue.arrange([c.id, a.id, b.id])
    await engine.studio.queue.pause()
    workers[0]!.die('gone')
    await until(() => expect(workers[1]?.activations).toMatchObject([{ queue: { isPaused: true } }]))
    await isActive(states)
    expect(startedIn(events)).toHaveLength(1)
    await engine.studio.queue.resume()
    await until(() => expect(ends(events, b.id)).toHaveLength(1))
    expect(startedIn(events).slice(1)).toEqual([c.id, a.id, b.id])
  })

  it('goes on in order after a worker that did not answer was ended', async () => {
    const { engine, events, running, tasks } = await fullQueue()
    const [a, b, c] = tasks
    await engine.studio.queue.arrange([b.id, c.id, a.id])
    engine.forceStop()
    await until(() => expect(ends(events, a.id)).toMatchObject([{ type: 'finished' }]))
    expect(ends(events, running.id)).toMatchObject([{ type: 'stopped' }])
    expect(startedIn(events).slice(1)).toEqual([b.id, c.id, a.id])
  })

  it('takes up a pause that was wished for before there was an engine, and tells of it at once', async () => {
    const locks = createFakeLocks()
    const release = locks.holdFor('fooocus-tab-engine')
    const { engine, events, states, studioEvents } = connect({ locks: locks.manager })
    await until(() => expect(states.at(-1)).toBe('elsewhere'))
    await engine.studio.queue.pause()
    expect(studioEvents).toContainEqual({ type: 'queue', queue: { isPaused: true, restingSince: null } })
    const task = newTask()
    await engine.submit(task)
    release()
    await isActive(states)
    expect(startedIn(events)).toEqual([])
    await engine.studio.queue.resume()
    await until(() => expect(ends(events, task.id)).toHaveLength(1))
  })

  it('leaves order and pause to the window that takes the engine over', async () => {
    const locks = createFakeLocks()
    const kept = freshKept()
    const first = await fullQueue({ locks: locks.manager, kept })
    const [a, b, c] = first.tasks
    await first.engine.studio.queue.arrange([c.id, b.id, a.id])
    await first.engine.studio.queue.pause()
    const second = connect({ locks: locks.manager, kept })
    await until(() => expect(second.states.at(-1)).toBe('elsewhere'))
    second.engine.takeOver()
    await isActive(second.states)
    expect(first.studioEvents.at(-1)).toEqual({
      type: 'queue',
      queue: { isPaused: false, restingSince: null },
    })
    expect(second.adopted.slice(1)).toEqual([c.id, b.id, a.id])
    expect(second.studioEvents).toContainEqual({
      type: 'queue',
      queue: { isPaused: true, restingSince: null },
    })
    expect(second.workers[0]!.activations).toMatchObject([{ queue: { mayRest: false } }])
  })
})
