import type { Database } from './database.ts'
import type { BlockKey, BlockStore, OnTrouble } from './ports.ts'
import { parseBlockRow, parseFileRow, readRow, ROW_VERSION } from './rows.ts'

/** Model weights in IndexedDB: Blobs, which the browser keeps on disk and reads only where they are used. */
export function createIndexedDbBlocks(db: Database, onTrouble: OnTrouble): BlockStore {
  const parse = (row: unknown, key: readonly [string, string, number]) =>
    readRow(row, parseBlockRow(key[2]), { store: 'blocks', key: key.join('/') }, onTrouble)

  return {
    put: (key, { bytes, sha256 }) =>
      db.write(['blocks'], async (tx) => {
        await tx.objectStore('blocks').put({ v: ROW_VERSION, bytes, sha256 }, toRowKey(key))
      }),

    async get(key) {
      const row = await db.read(['blocks'], (tx) => tx.objectStore('blocks').get(toRowKey(key)))
      return row === undefined ? null : parse(row, toRowKey(key))
    },

    delete: (key) => db.write(['blocks'], (tx) => tx.objectStore('blocks').delete(toRowKey(key))),

    async list(modelId, path) {
      const range = within(modelId, path)
      const [keys, rows] = await db.read(['blocks'], (tx) => {
        const store = tx.objectStore('blocks')
        return Promise.all([store.getAllKeys(range), store.getAll(range)])
      })
      return keys.map((key, i) => parse(rows[i], key)).filter((block) => block !== null)
    },

    putFile: (modelId, path, record) =>
      db.write(['files'], async (tx) => {
        await tx.objectStore('files').put({ v: ROW_VERSION, ...record }, [modelId, path])
      }),

    async getFile(modelId, path) {
      const row = await db.read(['files'], (tx) => tx.objectStore('files').get([modelId, path]))
      const place = { store: 'files', key: `${modelId}/${path}` }
      return row === undefined ? null : readRow(row, parseFileRow, place, onTrouble)
    },

    deleteFile: (modelId, path) =>
      db.write(['blocks', 'files'], async (tx) => {
        await tx.objectStore('blocks').delete(within(modelId, path))
        await tx.objectStore('files').delete([modelId, path])
      }),

    deleteModel: (modelId) =>
      db.write(['blocks', 'files'], async (tx) => {
        await tx.objectStore('blocks').delete(within(modelId))
        await tx.objectStore('files').delete(within(modelId))
      }),

    usage: () =>
      db.read(['blocks'], async (tx) => {
        let bytes = 0
        for await (const cursor of tx.objectStore('blocks')) {
          bytes += parse(cursor.value, cursor.key)?.bytes.size ?? 0
        }
        return bytes
      }),
  }
}

function toRowKey(key: BlockKey): [string, string, number] {
  return [key.modelId, key.path, key.index]
}

/** All keys that begin with these parts: in IndexedDB's order a list is greater than any string or number. */
function within(...parts: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound(parts, [...parts, []])
}
