import { isEnded, type TaskId, type TaskState } from '../../contract/task.ts'
import { QUEUE_KEY, type Database } from './database.ts'
import { FRESH_QUEUE, MAX_ENDED_TASKS, type OnTrouble, type TaskStore } from './ports.ts'
import { inQueueOrder } from './queue-order.ts'
import { parseQueueRow, parseTaskRow, readRow, ROW_VERSION } from './rows.ts'

/** Tasks in IndexedDB. */
export function createIndexedDbTasks(db: Database, onTrouble: OnTrouble): TaskStore {
  const parse = (row: unknown, id: string) =>
    readRow(row, parseTaskRow, { store: 'tasks', key: id }, onTrouble)
  const parseQueue = (row: unknown) =>
    (row === undefined ? null : readRow(row, parseQueueRow, { store: 'queue', key: QUEUE_KEY }, onTrouble)) ??
    FRESH_QUEUE

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
      const [ids, rows, queue] = await db.read(['tasks', 'queue'], (tx) => {
        const index = tx.objectStore('tasks').index('open')
        return Promise.all([index.getAllKeys(), index.getAll(), tx.objectStore('queue').get(QUEUE_KEY)])
      })
      const states = ids.map((id, i) => parse(rows[i], id)).filter((state) => state !== null)
      return inQueueOrder(states, parseQueue(queue).order)
    },

    async ended(since, limit) {
      const range = IDBKeyRange.lowerBound([since])
      const rows = await db.read(['tasks'], async (tx) => {
        const found: [string, unknown][] = []
        let cursor = await tx.objectStore('tasks').index('ended').openCursor(range, 'prev')
        while (cursor && found.length < limit) {
          found.push([cursor.primaryKey, cursor.value])
          cursor = await cursor.continue()
        }
        return found
      })
      return rows.map(([id, row]) => parse(row, id)).filter((state) => state !== null)
    },

    async queue() {
      return parseQueue(await db.read(['queue'], (tx) => tx.objectStore('queue').get(QUEUE_KEY)))
    },
    saveQueue: (record) =>
      db.write(['queue'], async (tx) => {
        await tx.objectStore('queue').put({ v: ROW_VERSION, ...record }, QUEUE_KEY)
      }),

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
