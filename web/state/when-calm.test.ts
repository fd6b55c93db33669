import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aTask } from '../testing/a-picture.ts'
import { createEnvironmentStore } from './environment.ts'
import { createTasksStore } from './tasks.ts'
import { whenCalm } from './when-calm.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function begin(isStarting = false) {
  const tasks = createTasksStore()
  const environment = createEnvironmentStore(true)
  if (!isStarting) environment.getState().setConnection('active')
  const calm = vi.fn()
  void whenCalm(tasks, environment).then(calm)
  return { tasks, environment, calm }
}

test('lets a page that nobody uses some seconds to start', async () => {
  const { calm } = begin()
  await vi.advanceTimersByTimeAsync(3_999)
  expect(calm).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(calm).toHaveBeenCalledOnce()
})

test('waits for an engine that is still starting', async () => {
  const { environment, calm } = begin(true)
  await vi.advanceTimersByTimeAsync(8_000)
  expect(calm).not.toHaveBeenCalled()
  environment.getState().setConnection('active')
  await vi.advanceTimersByTimeAsync(4_000)
  expect(calm).toHaveBeenCalledOnce()
})

test('waits for the end of a task, but not for ever', async () => {
  const { tasks, calm } = begin()
  tasks.getState().adopt([aTask('first', { phase: 'running' })])
  await vi.advanceTimersByTimeAsync(59_000)
  expect(calm).not.toHaveBeenCalled()
  const [running] = Object.values(tasks.getState().byId)
  tasks.getState().forget([running!.task.id])
  tasks.getState().adopt([aTask('ended', { phase: 'finished' })])
  await vi.advanceTimersByTimeAsync(4_000)
  expect(calm).toHaveBeenCalledOnce()

  const busy = begin()
  busy.tasks.getState().adopt([aTask('endless', { phase: 'running' })])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(busy.calm).toHaveBeenCalledOnce()
})
