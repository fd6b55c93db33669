import type { StorageReport } from '../../contract/studio.ts'
import type { Storage } from './open-storage.ts'

/** What the browser says about room; `navigator.storage` has both. */
export interface StorageRoom {
  /** `navigator.storage.estimate`; either number may be missing. */
  readonly estimate: () => Promise<{ readonly quota?: number; readonly usage?: number }>
  /** `navigator.storage.persisted`. */
  readonly persisted: () => Promise<boolean>
}

/**
 * Adds up what is kept here.
 *
 * @returns bytes; `usedBytes` is what we count ourselves where the browser gives no figure, `quotaBytes` then 0
 * @throws storage_unavailable
 */
export async function reportStorage(
  storage: Pick<Storage, 'kind' | 'blocks' | 'gallery' | 'userFiles'>,
  room: StorageRoom,
): Promise<StorageReport> {
  const [modelBytes, usage, files, estimate, persisted] = await Promise.all([
    storage.blocks.usage(),
    storage.gallery.usage(),
    storage.userFiles.list(),
    room.estimate(),
    room.persisted(),
  ])
  const userFileBytes = files.reduce((sum, { file }) => sum + file.bytes, 0)
  const counted = modelBytes + userFileBytes + usage.pictureBytes + usage.deletedBytes
  return {
    kind: storage.kind,
    modelBytes,
    userFileBytes,
    ...usage,
    // The browser's own figure knows nothing of what is only in memory.
    usedBytes: storage.kind === 'memory' ? counted : (estimate.usage ?? counted),
    quotaBytes: estimate.quota ?? 0,
    persisted: storage.kind === 'indexeddb' && persisted,
  }
}
