import { isEnded, type TaskId, type TaskState } from '../../contract/task.ts'
import type { Database } from './database.ts'
import { MAX_ENDED_TASKS, type OnTrouble, type TaskStore } from './ports.ts'
import { parseTaskRow, readRow, ROW_VERSION } from './rows.ts'

/** Tasks in IndexedDB. */
export function createIndexedDbTasks(db: Database, onTrouble: OnTrouble): TaskStore {
  const parse = (row: unknown, id: string) =>
    readRow(row, parseTaskRow, { store: 'tasks', key: id }, onTrouble)

  return {
    save: (state) =>
      db.write(['tasks'], async (tx) => {
        const store = tx.objectStore('tasks')
        await store.put(toRow(state), state.task.id)
        if (!isEnded(state)) return
        const ended = store.index('ended')
        const surplus = (await ended.count()) - MAX_ENDED_TASKS
        if (surplus <= 0) return
        for (const id of await ended.getAllKeys(null, surplus)) await store.delete(id)
      }),

    async get(id) {
      const row = await db.read(['tasks'], (tx) => tx.objectStore('tasks').get(id))
      return row === undefined ? null : parse(row, id)
    },

    async open() {
      const [ids, rows] = await db.read(['tasks'], (tx) => {
        const index = tx.objectStore('tasks').index('open')
        return Promise.all([index.getAllKeys(), index.getAll()])
      })
      return ids.map((id, i) => parse(rows[i], id)).filter((state) => state !== null)
    },

    remove: (id) => db.write(['tasks'], (tx) => tx.objectStore('tasks').delete(id)),
  }
}

/** The state with the key of the one index the row belongs in. */
function toRow(state: TaskState): {
  readonly v: number
  readonly id: TaskId
  readonly state: TaskState
  readonly openAt?: number
  readonly endedAt?: number
} {
  const row = { v: ROW_VERSION, id: state.task.id, state: { ...state, preview: null } }
  if (!isEnded(state)) return { ...row, openAt: state.queuedAt }
  return { ...row, endedAt: state.endedAt ?? state.queuedAt }
}
