import { expect, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import type { QueueRecord, QueueState, QueueWake } from '../../contract/queue.ts'
import { isEnded, type Task, type TaskId } from '../../contract/task.ts'
import { testTask } from '../../contract/testing/engine-contract.ts'
import { createFakeEngineParts } from '../testing/fake-engine-parts.ts'
import { createEngine } from './engine.ts'

const MINUTE = 60_000
const NEW_VISIT: QueueWake = { isPaused: null, mayRest: true }

/** An engine over what an earlier one kept, or over nothing; the time is the test's. */
function engineOver(fake = createFakeEngineParts(), now = 0) {
  const states: QueueState[] = []
  const clock = { now: () => now, elapsed: () => performance.now() }
  const engine = createEngine({ ...fake.parts, clock, onQueue: (state) => void states.push(state) })
  const started: TaskId[] = []
  const ended = new Map<TaskId, () => void>()
  void engine.subscribe(({ type, taskId }) => {
    if (type === 'started') started.push(taskId)
    if (type === 'finished' || type === 'stopped' || type === 'failed') ended.get(taskId)?.()
  })
  const end = ({ id }: Task) => new Promise<void>((resolve) => ended.set(id, resolve))
  const submit = async (count: number) => {
    const tasks = Array.from({ length: count }, () => testTask())
    for (const task of tasks) await engine.submit(task)
    return tasks
  }
  return { engine, fake, states, started, end, submit }
}

const idsOf = (tasks: readonly Task[]) => tasks.map(({ id }) => id)

/** A paused queue of so many tasks, kept. */
async function pausedQueue(count: number) {
  const first = engineOver()
  await first.engine.activate([])
  await first.engine.queue.pause()
  return { ...first, tasks: await first.submit(count) }
}

test('order and pause hold in the next worker, and the tasks run as arranged after the pause', async () => {
  const { engine, fake, tasks } = await pausedQueue(3)
  const [a, b, c] = tasks as [Task, Task, Task]
  await engine.queue.arrange([c.id, a.id, b.id])
  const next = engineOver(fake)
  await next.engine.activate([], NEW_VISIT)
  expect(next.states).toEqual([{ isPaused: true, restingSince: null }])
  expect(next.started).toEqual([])
  const last = next.end(b)
  await next.engine.queue.resume()
  await last
  expect(next.started).toEqual(idsOf([c, a, b]))
  expect((await fake.parts.keeper.queue()).isPaused).toBe(false)
})

test('what was decided while no worker was there counts more than what was kept', async () => {
  const { fake, tasks } = await pausedQueue(1)
  const next = engineOver(fake)
  const done = next.end(tasks[0]!)
  await next.engine.activate([], { isPaused: false, mayRest: false })
  await done
  expect((await fake.parts.keeper.queue()).isPaused).toBe(false)
})

test('a pause lets the running task end', async () => {
  const { engine, fake, started, end, submit } = engineOver()
  await engine.activate([])
  const [a, b] = (await submit(2)) as [Task, Task]
  const first = end(a)
  await engine.queue.pause()
  await first
  expect(started).toEqual([a.id])
  expect(fake.tasks.get(b.id)!.phase).toBe('queued')
})

/** What is open after a visit of some time ago, in which the queue was at work at minute 0. */
async function leftBehind(count: number) {
  const fake = createFakeEngineParts()
  const left = await engineOver(fake).submit(count)
  await fake.parts.keeper.saveQueue({ order: [], isPaused: false, workedAt: 0 })
  return { fake, left }
}

test('tasks left longer ago than five minutes wait for a decision, newer ones do not', async () => {
  const { fake, left } = await leftBehind(2)
  const later = engineOver(fake, 6 * MINUTE)
  await later.engine.activate([], NEW_VISIT)
  expect(later.states).toEqual([{ isPaused: false, restingSince: 0 }])
  const task = testTask()
  const mine = later.end(task)
  await later.engine.submit(task)
  await mine
  expect(later.started).toEqual([task.id])
  const last = later.end(left[1]!)
  await later.engine.queue.resume()
  await last
  expect(later.started).toEqual([task.id, ...idsOf(left)])
  expect(later.states.at(-1)).toEqual({ isPaused: false, restingSince: null })
})

test('no decision is left once those tasks are gone', async () => {
  const { fake, left } = await leftBehind(2)
  const later = engineOver(fake, 6 * MINUTE)
  await later.engine.activate([], NEW_VISIT)
  await later.engine.cancel(left[0]!.id)
  expect(later.states).toHaveLength(1)
  await later.engine.cancel(left[1]!.id)
  expect(later.states.at(-1)).toEqual({ isPaused: false, restingSince: null })
})

test.each([
  ['within five minutes', 4 * MINUTE, NEW_VISIT],
  ['in a worker that replaces a dead one', 60 * MINUTE, { isPaused: null, mayRest: false }],
])('tasks begin by themselves %s', async (_, now, wake) => {
  const { fake, left } = await leftBehind(1)
  const later = engineOver(fake, now)
  const done = later.end(left[0]!)
  await later.engine.activate([], wake)
  await done
  expect([...fake.tasks.values()].every(isEnded)).toBe(true)
})

test('a queue at work writes that down', async () => {
  const { engine, fake, end, submit } = engineOver(createFakeEngineParts(), 7 * MINUTE)
  await engine.activate([])
  const [task] = await submit(1)
  await end(task!)
  expect((await fake.parts.keeper.queue()).workedAt).toBe(7 * MINUTE)
})

test('a store that fails is told of, and the queue goes on', async () => {
  const fake = createFakeEngineParts()
  const full = () => Promise.reject(new AppError('storage_full', 'no room'))
  const keeper = { ...fake.parts.keeper, queue: full as () => Promise<QueueRecord>, saveQueue: full }
  const { engine, started, end, submit } = engineOver({ ...fake, parts: { ...fake.parts, keeper } })
  await engine.activate([])
  await engine.queue.pause()
  const [a, b] = (await submit(2)) as [Task, Task]
  await engine.queue.arrange([b.id, a.id])
  const last = end(a)
  await engine.queue.resume()
  await last
  expect(started).toEqual([b.id, a.id])
  expect(fake.troubles[0]).toMatchObject({ code: 'storage_full' })
})
