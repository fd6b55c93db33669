import { AppError, Cancelled } from '../../contract/errors.ts'
import { BLOCK_BYTES, type FileRole, type ModelEntry } from '../../contract/manifest.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import type { FileProgress } from './file-progress.ts'
import { createFileWork } from './file-work.ts'
import { createStatusBoard, type StopReason } from './model-status.ts'
import type { BlockStore } from './ports.ts'
import { createRoom, type Estimate } from './room.ts'
import { sleep as realSleep } from './sleep.ts'

/** What the library works with. */
export interface ModelLibraryOptions {
  readonly blocks: BlockStore
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds, never falling. */
  readonly now: () => number
  /** Calls `navigator.storage.estimate`; an empty answer skips the check for room. */
  readonly estimate: Estimate
  /** Where relative `source` addresses start: the page's own root. */
  readonly baseUrl: string
  /** At most ten times a second for each model while bytes arrive, and at every change of state. */
  readonly onStatus: (status: ModelStatus) => void
  /** Whether the device has a network; `navigator.onLine`. Taken as true when left out. */
  readonly online?: () => boolean
  /** Waits, or rejects with the signal's reason once it aborts. Left out: real time. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  /** Left out: {@link BLOCK_BYTES}, which is what block hashes in a manifest are made for. */
  readonly blockBytes?: number
}

/** How a file is opened. */
export interface OpenFileOptions {
  /** Ends the wait; the fetch goes on only while someone else waits for it. */
  readonly signal?: AbortSignal
  /** Bytes of this file that are here, stored or in flight. At most ten times a second, and at the end. */
  readonly onProgress?: (progress: FileProgress) => void
}

/** Model files on this device, fetched when they are missing. */
export interface ModelLibrary {
  /**
   * Makes sure that all of a file is stored and verified, fetching what is missing or damaged. Joins a fetch
   * of the same file that is under way.
   *
   * @returns the file as a Blob of stored blocks: it stays on disk until it is read
   * @throws Cancelled; unsupported_feature when the model has no such file; model_download_failed (`detail`:
   *   model, path, reason, status, storedBytes, totalBytes; reason `paused` or `removed` when a person stopped
   *   it); model_corrupt (model, path, block, reason); storage_full (model, neededBytes, freeBytes);
   *   storage_unavailable
   */
  openFile(model: ModelEntry, role: FileRole, how?: OpenFileOptions): Promise<Blob>
  /**
   * Fetches all that is missing of a model. A second call joins the first.
   *
   * @returns once every file is stored and verified
   * @throws Cancelled when paused or removed; otherwise as `openFile`
   */
  download(model: ModelEntry): Promise<void>
  /** Stops fetching a model's files, for those who opened them too. Verified blocks stay. */
  pause(modelId: string): Promise<void>
  /** Stops as `pause` does, and frees all that is stored of the model. */
  remove(modelId: string): Promise<void>
  status(model: ModelEntry): Promise<ModelStatus>
}

interface Download {
  readonly stop: AbortController
  readonly done: Promise<void>
}

/** One library per worker: it knows what it has verified and what it is fetching. */
export function createModelLibrary(options: ModelLibraryOptions): ModelLibrary {
  const { blocks, blockBytes = BLOCK_BYTES, online = () => true, sleep = realSleep } = options
  const room = createRoom(options.estimate)
  const board = createStatusBoard({ ...options, blockBytes })
  const files = createFileWork({ ...options, blockBytes, online, sleep, room, board })
  const downloads = new Map<string, Download>()

  async function downloadAll(model: ModelEntry, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new Cancelled()
    await board.during(model, async (meter) => {
      const { totalBytes, storedBytes } = meter.counts()
      await room.ensure(model.id, totalBytes - storedBytes)
      for (const file of model.files) await files.complete(model, file, { signal })
    })
  }

  /** A download that follows one which is still being stopped waits for its end. */
  function begin(model: ModelEntry, previous: Download | undefined): Download {
    const stop = new AbortController()
    const done = Promise.allSettled([previous?.done]).then(() => downloadAll(model, stop.signal))
    return { stop, done }
  }

  async function stop(modelId: string, reason: StopReason): Promise<void> {
    const download = downloads.get(modelId)
    download?.stop.abort(new Cancelled())
    const message = `${modelId}: the download was ${reason}`
    await files.stop(modelId, new AppError('model_download_failed', message, { model: modelId, reason }))
    await Promise.allSettled([download?.done])
  }

  return {
    status: (model) => board.status(model),

    async openFile(model, role, how = {}) {
      const file = model.files.find((one) => one.role === role)
      if (file) return files.complete(model, file, how)
      throw new AppError('unsupported_feature', `${model.id} has no ${role}`, { model: model.id, role })
    },

    download(model) {
      const running = downloads.get(model.id)
      if (running && !running.stop.signal.aborted) return running.done
      const download = begin(model, running)
      downloads.set(model.id, download)
      const forget = () => {
        if (downloads.get(model.id) === download) downloads.delete(model.id)
      }
      download.done.then(forget, forget)
      return download.done
    },

    async pause(modelId) {
      // Whoever only opens what is stored is not downloading, and has nothing to be paused.
      if (board.isActive(modelId) || downloads.has(modelId)) await stop(modelId, 'paused')
    },

    async remove(modelId) {
      await stop(modelId, 'removed')
      files.forget(modelId)
      await blocks.deleteModel(modelId)
      await board.refresh(modelId)
    },
  }
}
