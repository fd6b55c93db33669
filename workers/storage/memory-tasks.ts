/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and async turns throws into rejections */
import type { QueueRecord } from '../../contract/queue.ts'
import { isEnded, type TaskId, type TaskState } from '../../contract/task.ts'
import { FRESH_QUEUE, MAX_ENDED_TASKS, type TaskStore } from './ports.ts'
import { inQueueOrder } from './queue-order.ts'

/** Tasks in memory, gone with the worker. For browsers that let pages store nothing, and for tests. */
export function createMemoryTasks(): TaskStore {
  const tasks = new Map<TaskId, TaskState>()
  let queue: QueueRecord = FRESH_QUEUE

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
      const queued = open.sort((a, b) => a.queuedAt - b.queuedAt || (a.task.id < b.task.id ? -1 : 1))
      return inQueueOrder(queued, queue.order)
    },
    async ended(since, limit) {
      const ended = [...tasks.values()].filter((state) => isEnded(state) && endOf(state) >= since)
      return ended.sort((a, b) => endOf(b) - endOf(a) || (a.task.id < b.task.id ? 1 : -1)).slice(0, limit)
    },
    queue: async () => queue,
    async saveQueue(record) {
      queue = record
    },
    async remove(id) {
      tasks.delete(id)
    },
  }
}

function endOf(state: TaskState): number {
  return state.endedAt ?? state.queuedAt
}
