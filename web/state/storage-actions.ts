import type { EnginePort } from './connection-state.ts'

/** What can be done about room on the device. */
export interface StorageActions {
  /** Removes a model's files; the next task that needs them fetches them again. */
  readonly deleteModel: (id: string) => void
  readonly downloadModel: (id: string) => void
  /** Stops a download; what has arrived stays. */
  readonly pauseDownload: (id: string) => void
  /** Drops the deleted pictures for good. */
  readonly emptyDeleted: () => void
}

/** Makes the actions of the storage panel. What comes of them is told by the studio's events. */
export function createStorageActions({ studio }: Pick<EnginePort, 'studio'>): StorageActions {
  return {
    deleteModel: (id) => void studio.deleteModel(id),
    downloadModel: (id) => void studio.downloadModel(id),
    pauseDownload: (id) => void studio.pauseDownload(id),
    emptyDeleted: () => void studio.purgeDeleted(0),
  }
}
