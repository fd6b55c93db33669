/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and async turns throws into rejections */
import { isEnded, type TaskId, type TaskState } from '../../contract/task.ts'
import { MAX_ENDED_TASKS, type TaskStore } from './ports.ts'

/** Tasks in memory, gone with the worker. For browsers that let pages store nothing, and for tests. */
export function createMemoryTasks(): TaskStore {
  const tasks = new Map<TaskId, TaskState>()

  return {
    async save(state) {
      tasks.set(state.task.id, { ...state, preview: null })
      const ended = [...tasks.values()].filter(isEnded).sort((a, b) => endOf(a) - endOf(b))
      const surplus = Math.max(0, ended.length - MAX_ENDED_TASKS)
      for (const { task } of ended.slice(0, surplus)) tasks.delete(task.id)
    },
    get: async (id) => tasks.get(id) ?? null,
    async open() {
      const open = [...tasks.values()].filter((state) => !isEnded(state))
      return open.sort((a, b) => a.queuedAt - b.queuedAt || (a.task.id < b.task.id ? -1 : 1))
    },
    async remove(id) {
      tasks.delete(id)
    },
  }
}

function endOf(state: TaskState): number {
  return state.endedAt ?? state.queuedAt
}
