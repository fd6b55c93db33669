import { AppError, toErrorData } from '../../contract/errors.ts'
import { DATABASE_NAME, openDatabase } from './database.ts'
import { createIndexedDbBlocks } from './indexeddb-blocks.ts'
import { createIndexedDbGallery } from './indexeddb-gallery.ts'
import { createIndexedDbTasks } from './indexeddb-tasks.ts'
import { createIndexedDbUserFiles } from './indexeddb-user-files.ts'
import { createMemoryBlocks } from './memory-blocks.ts'
import { createMemoryGallery } from './memory-gallery.ts'
import { createMemoryTasks } from './memory-tasks.ts'
import { createMemoryUserFiles } from './memory-user-files.ts'
import type { BlockStore, Gallery, OnTrouble, TaskStore, UserFileStore } from './ports.ts'

/** Everything that is kept on this device. */
export interface Storage {
  /** `memory` when the browser lets pages store nothing: all is gone with the worker. */
  readonly kind: 'indexeddb' | 'memory'
  readonly blocks: BlockStore
  readonly gallery: Gallery
  readonly tasks: TaskStore
  readonly userFiles: UserFileStore
  /**
   * Empties all of it at once. What was read before is not to be trusted after it: the worker starts anew.
   *
   * @throws storage_unavailable, and then nothing is gone
   */
  clear(): Promise<void>
  close(): void
}

/** What storage needs from its surroundings. */
export interface StorageCallbacks {
  readonly onTrouble: OnTrouble
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Of the database; tests give each its own. */
  readonly databaseName?: string
}

/**
 * Opens the device's storage, once per worker. Tries IndexedDB by really storing something, because some
 * browsers offer a database that refuses every Blob; falls back to memory and says so as `unavailable`.
 *
 * @returns never rejects for a browser without storage
 */
export async function openStorage(callbacks: StorageCallbacks): Promise<Storage> {
  const { onTrouble, now, databaseName = DATABASE_NAME } = callbacks
  try {
    return await openIndexedDb(databaseName, now, onTrouble)
  } catch (thrown) {
    onTrouble({ type: 'unavailable', reason: toErrorData(thrown).message })
    return {
      kind: 'memory',
      blocks: createMemoryBlocks(),
      gallery: createMemoryGallery(now),
      tasks: createMemoryTasks(),
      userFiles: createMemoryUserFiles(),
      // It goes with the worker.
      clear: () => Promise.resolve(),
      close: () => {},
    }
  }
}

async function openIndexedDb(name: string, now: () => number, onTrouble: OnTrouble): Promise<Storage> {
  const db = await openDatabase(name, onTrouble)
  const blocks = createIndexedDbBlocks(db, onTrouble)
  try {
    await probe(blocks)
  } catch (thrown) {
    db.close()
    throw thrown
  }
  return {
    kind: 'indexeddb',
    blocks,
    gallery: createIndexedDbGallery(db, now, onTrouble),
    tasks: createIndexedDbTasks(db, onTrouble),
    userFiles: createIndexedDbUserFiles(db, onTrouble),
    clear: () => db.clear(),
    close: () => db.close(),
  }
}

/** Not an id that a manifest allows, so that no model can be called this. */
const PROBE = { modelId: '(probe)', path: '', index: 0 }

/** Writes a Blob, reads it back and removes it. */
async function probe(blocks: BlockStore): Promise<void> {
  try {
    await blocks.put(PROBE, { bytes: new Blob([new Uint8Array([1, 2, 3])]), sha256: '0'.repeat(64) })
  } catch (thrown) {
    // A full disk still shows all pictures: that is no reason to hide them behind an empty memory.
    if (thrown instanceof AppError && thrown.code === 'storage_full') return
    throw thrown
  }
  const stored = await blocks.get(PROBE)
  const bytes = stored && new Uint8Array(await stored.bytes.arrayBuffer())
  await blocks.delete(PROBE)
  if (bytes?.join() !== '1,2,3') {
    throw new AppError('storage_unavailable', 'IndexedDB lost the Blob that was written to try it')
  }
}
