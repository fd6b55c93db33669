import type { UserFileKind } from '../../contract/user-files.ts'
import type { Database } from './database.ts'
import type { OnTrouble, UserFileStore } from './ports.ts'
import { parseBlobRow, parseUserFileRow, readRow, ROW_VERSION } from './rows.ts'

/** The user's files in IndexedDB: a row about each, and its bytes as Blobs, which stay on disk. */
export function createIndexedDbUserFiles(db: Database, onTrouble: OnTrouble): UserFileStore {
  const parse = (row: unknown, key: readonly [string, string]) =>
    readRow(row, parseUserFileRow, { store: 'userFiles', key: key.join('/') }, onTrouble)

  return {
    put: (stored, blocks) =>
      db.write(
        ['userFiles', 'userFileBlocks'],
        async (tx) => {
          const { kind, name } = stored.file
          const store = tx.objectStore('userFileBlocks')
          await store.delete(blocksOf(kind, name))
          for (const [index, block] of blocks.entries()) await store.put(block, [kind, name, index])
          await tx.objectStore('userFiles').put({ v: ROW_VERSION, ...stored }, [kind, name])
        },
        // The original may be gone tomorrow: it counts as kept once it is on disk.
        'strict',
      ),

    async get(kind, name) {
      const row = await db.read(['userFiles'], (tx) => tx.objectStore('userFiles').get([kind, name]))
      return row === undefined ? null : parse(row, [kind, name])
    },

    async list() {
      const [keys, rows] = await db.read(['userFiles'], (tx) => {
        const store = tx.objectStore('userFiles')
        return Promise.all([store.getAllKeys(), store.getAll()])
      })
      return keys.map((key, i) => parse(rows[i], key)).filter((stored) => stored !== null)
    },

    async blocks(kind, name) {
      const rows = await db.read(['userFileBlocks'], (tx) =>
        tx.objectStore('userFileBlocks').getAll(blocksOf(kind, name)),
      )
      const place = { store: 'userFileBlocks', key: `${kind}/${name}` }
      return rows.map((row) => readRow(row, parseBlobRow, place, onTrouble)).filter((block) => block !== null)
    },

    delete: (kind, name) =>
      db.write(['userFiles', 'userFileBlocks'], async (tx) => {
        await tx.objectStore('userFileBlocks').delete(blocksOf(kind, name))
        await tx.objectStore('userFiles').delete([kind, name])
      }),
  }
}

/** The keys of a file's blocks: in IndexedDB's order a list is greater than any number. */
function blocksOf(kind: UserFileKind, name: string): IDBKeyRange {
  return IDBKeyRange.bound([kind, name], [kind, name, []])
}
