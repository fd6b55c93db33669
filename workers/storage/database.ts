import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'
import { AppError } from '../../contract/errors.ts'
import type { OnTrouble } from './ports.ts'

/** What the database is called when nobody says otherwise. */
export const DATABASE_NAME = 'fooocus-tab'

/** Raised with every change of the schema below, together with a step in `upgrade`. */
const SCHEMA_VERSION = 4

/** The key of the only row of `queue`. */
export const QUEUE_KEY = 'queue'

/**
 * The schema. Rows are `unknown` on purpose: an older or newer version of the page may have written them, so
 * that they are parsed on every read (`rows.ts`) and a wrong one cannot be used by mistake.
 */
interface StorageSchema extends DBSchema {
  /** Key: model, path, block index. */
  blocks: { key: [string, string, number]; value: unknown }
  /** Key: model, path. */
  files: { key: [string, string]; value: unknown }
  /** A row is in one of the two indexes: it has either `visibleAt` or `deletedAt`. Bytes are in the key for sums. */
  pictures: {
    key: string
    value: unknown
    indexes: { visible: [number, string, number]; deleted: [number, string, number] }
  }
  pictureFiles: { key: string; value: unknown }
  /** A light row for each picture, by its id. One that is missing is made from `pictures`. */
  pictureIndex: { key: string; value: unknown }
  thumbnails: { key: string; value: unknown }
  /** A row is in one of the two indexes: it has either `openAt` or `endedAt`. */
  tasks: { key: string; value: unknown; indexes: { open: [number, string]; ended: [number, string] } }
  /** One row, under {@link QUEUE_KEY}. */
  queue: { key: string; value: unknown }
  /** Key: kind, name. */
  userFiles: { key: [string, string]; value: unknown }
  /** Key: kind, name, block index. */
  userFileBlocks: { key: [string, string, number]; value: unknown }
}

type Stores = StoreNames<StorageSchema>
type ReadTransaction = IDBPTransaction<StorageSchema, Stores[], 'readonly'>
type WriteTransaction = IDBPTransaction<StorageSchema, Stores[], 'readwrite'>

/** The one connection of a worker. Everything goes through `read` and `write`, so that errors have codes. */
export interface Database {
  /** @throws storage_unavailable */
  read<T>(stores: readonly Stores[], work: (tx: ReadTransaction) => Promise<T>): Promise<T>
  /**
   * Runs `work` as a whole or not at all, and waits until it is stored.
   *
   * @param work must await nothing but this transaction, or the browser ends it early
   * @param durability `strict` waits until the bytes are on disk: for what cannot be made again
   * @throws storage_full, storage_unavailable
   */
  write<T>(
    stores: readonly Stores[],
    work: (tx: WriteTransaction) => Promise<T>,
    durability?: 'strict' | 'relaxed',
  ): Promise<T>
  /**
   * Removes every row of every store, all or nothing.
   *
   * @throws storage_unavailable
   */
  clear(): Promise<void>
  close(): void
}

/**
 * Opens the database and brings its schema up to date.
 *
 * @throws storage_unavailable when the browser gives pages no database, storage_full
 */
export async function openDatabase(name: string, onTrouble: OnTrouble): Promise<Database> {
  let connection: IDBPDatabase<StorageSchema>
  try {
    // Where pages are refused a database, the name is missing, null, or throws a SecurityError when touched.
    if (!globalThis.indexedDB) throw new DOMException('there is no indexedDB here', 'SecurityError')
    connection = await openDB<StorageSchema>(name, SCHEMA_VERSION, {
      upgrade,
      blocked: () => onTrouble({ type: 'blocked' }),
      blocking: () => {
        // Holding on would leave the other tab waiting for ever.
        connection.close()
        onTrouble({ type: 'outdated' })
      },
      terminated: () => onTrouble({ type: 'lost' }),
    })
  } catch (thrown) {
    throw toStorageError(thrown)
  }
  const write: Database['write'] = (stores, work, durability = 'relaxed') =>
    transact(() => connection.transaction([...stores], 'readwrite', { durability }), work)
  return {
    read: (stores, work) => transact(() => connection.transaction([...stores], 'readonly'), work),
    write,
    clear: async () => {
      const stores = [...connection.objectStoreNames]
      await write(stores, (tx) => Promise.all(stores.map((store) => tx.objectStore(store).clear())), 'strict')
    },
    close: () => connection.close(),
  }
}

function upgrade(db: IDBPDatabase<StorageSchema>, oldVersion: number): void {
  if (oldVersion < 1) {
    db.createObjectStore('blocks')
    db.createObjectStore('files')
    db.createObjectStore('pictureFiles')
    const pictures = db.createObjectStore('pictures')
    pictures.createIndex('visible', ['visibleAt', 'id', 'bytes'])
    pictures.createIndex('deleted', ['deletedAt', 'id', 'bytes'])
    const tasks = db.createObjectStore('tasks')
    tasks.createIndex('open', ['openAt', 'id'])
    tasks.createIndex('ended', ['endedAt', 'id'])
  }
  if (oldVersion < 2) {
    db.createObjectStore('userFiles')
    db.createObjectStore('userFileBlocks')
  }
  if (oldVersion < 3) db.createObjectStore('queue')
  // Their rows are made when the index is first asked for: here they would hold up the opening.
  if (oldVersion < 4) {
    db.createObjectStore('pictureIndex')
    db.createObjectStore('thumbnails')
  }
}

interface AnyTransaction {
  readonly done: Promise<void>
  readonly error: DOMException | null
  abort(): void
}

async function transact<Tx extends AnyTransaction, T>(
  begin: () => Tx,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let tx: Tx | undefined
  try {
    tx = begin()
    // Awaited together from the start: `done` must never reject unheard, even if `work` throws at once.
    const run = async (open: Tx) => work(open)
    const [result] = await Promise.all([run(tx), tx.done])
    return result
  } catch (thrown) {
    abortQuietly(tx)
    // A full disk shows in the transaction; the requests in it only say that they were aborted.
    throw toStorageError(tx?.error ?? thrown)
  }
}

/** Undoes what a failed `work` had written. */
function abortQuietly(tx: AnyTransaction | undefined): void {
  try {
    tx?.abort()
  } catch (thrown) {
    // It has ended already, by the same failure.
    if (!(thrown instanceof DOMException)) throw thrown
  }
}

const UNAVAILABLE = new Set([
  'AbortError',
  'InvalidStateError',
  'NotFoundError',
  'NotReadableError',
  'SecurityError',
  'TimeoutError',
  'UnknownError',
  'VersionError',
])

/**
 * Gives what IndexedDB throws a code.
 *
 * @returns `storage_full`, `storage_unavailable`, or what was thrown when it is a mistake of ours
 */
function toStorageError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) && !(thrown instanceof DOMException)) return thrown
  if (thrown.name === 'QuotaExceededError') {
    return new AppError('storage_full', 'The browser has no room left for this page', {}, thrown)
  }
  if (!UNAVAILABLE.has(thrown.name)) return thrown
  return new AppError(
    'storage_unavailable',
    `IndexedDB failed: ${thrown.name}: ${thrown.message}`,
    {},
    thrown,
  )
}
