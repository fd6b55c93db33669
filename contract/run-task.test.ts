import { expect, it } from 'vitest'
import type { Engine } from './engine.ts'
import { parseRequest } from './parse-request.ts'
import { runTask } from './run-task.ts'
import { createTaskId, type Task, type TaskEvent, type TaskId } from './task.ts'

const taskOf = (digit: string): Task => ({
  id: createTaskId(digit.repeat(32)),
  origin: 'page',
  request: parseRequest({}),
  createdAt: 1,
})

const task = taskOf('a')
const timings = { loadMs: 0, encodeMs: 0, stepMs: 0, decodeMs: 0, totalMs: 0 }
const queued = (one: Task): TaskEvent => ({ taskId: one.id, type: 'queued', at: 1, task: one })
const stopped = (taskId: TaskId): TaskEvent => ({ taskId, type: 'stopped', at: 2 })
const STARTED: TaskEvent = { taskId: task.id, type: 'started', at: 2, attempt: 1 }
const FINISHED: TaskEvent = { taskId: task.id, type: 'finished', at: 3, timings }

/** An engine that says exactly this on submission. */
function scriptedEngine(script: readonly TaskEvent[]) {
  const listeners = new Set<(event: TaskEvent) => void>()
  const submitted: TaskId[] = []
  const engine: Engine = {
    submit: async (one) => {
      submitted.push(one.id)
      for (const event of script) for (const listener of [...listeners]) listener(event)
    },
    cancel: async () => {},
    skip: async () => {},
    subscribe: async (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return { engine, submitted, listeners }
}

it('resolves with the final state and tells every event on the way', async () => {
  const { engine, submitted } = scriptedEngine([queued(task), STARTED, FINISHED])
  const heard: string[] = []
  const state = await runTask(engine, task, (event) => heard.push(event.type))
  expect(state).toMatchObject({ phase: 'finished', percent: 100, startedAt: 2, endedAt: 3 })
  expect(heard).toEqual(['queued', 'started', 'finished'])
  expect(submitted).toEqual([task.id])
})

it('takes no notice of other tasks', async () => {
  const other = taskOf('b')
  const { engine } = scriptedEngine([queued(other), stopped(other.id), queued(task), FINISHED])
  const heard: TaskId[] = []
  const state = await runTask(engine, task, (event) => heard.push(event.taskId))
  expect(state.phase).toBe('finished')
  expect(new Set(heard)).toEqual(new Set([task.id]))
})

it('returns a failure instead of throwing it', async () => {
  const error = { code: 'device_lost', message: 'gone', detail: {} } as const
  const { engine } = scriptedEngine([queued(task), { taskId: task.id, type: 'failed', at: 2, error }])
  expect(await runTask(engine, task)).toMatchObject({ phase: 'failed', error })
})

it('returns a stop as a state', async () => {
  const { engine } = scriptedEngine([queued(task), stopped(task.id)])
  expect((await runTask(engine, task)).phase).toBe('stopped')
})

it('stops listening at the end', async () => {
  const { engine, listeners } = scriptedEngine([queued(task), FINISHED])
  await runTask(engine, task)
  expect(listeners.size).toBe(0)
})

it('listens before it submits, so that no event is missed', async () => {
  const { engine, listeners } = scriptedEngine([queued(task), FINISHED])
  let listening = 0
  const watched = { ...engine, submit: (one: Task) => ((listening = listeners.size), engine.submit(one)) }
  await runTask(watched, task)
  expect(listening).toBe(1)
})
