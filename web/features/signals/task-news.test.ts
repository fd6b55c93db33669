import { describe, expect, it } from 'vitest'
import type { TaskState } from '../../../contract/task.ts'
import { createTasksStore, type TasksState } from '../../state/tasks.ts'
import { aPicture, aTask } from '../../testing/a-picture.ts'
import { endedTasks, openTasks } from './task-news.ts'

function state(...tasks: readonly TaskState[]): TasksState {
  const store = createTasksStore()
  store.getState().adopt(tasks)
  return store.getState()
}
const running = aTask('a', { phase: 'running' })
const finished = aTask('a', { phase: 'finished', pictures: [aPicture('a')] })

describe('news of tasks', () => {
  it('tells once that a task has ended', () => {
    expect(endedTasks(state(finished), state(running))).toEqual([{ ...finished, preview: null }])
    expect(endedTasks(state(finished), state(finished))).toEqual([])
  })

  it('says nothing of tasks that were ended when the page met them', () => {
    expect(endedTasks(state(finished), state())).toEqual([])
  })

  it('leaves tasks of the relay alone', () => {
    const task = { ...running.task, origin: 'relay' } as const
    expect(endedTasks(state({ ...finished, task }), state({ ...running, task }))).toEqual([])
  })

  it('counts what is open', () => {
    expect(openTasks(state(running, aTask('b'), aTask('c', { phase: 'stopped' })))).toBe(2)
  })
})
