import type { DeviceReport } from './device.ts'
import type { Engine } from './engine.ts'
import type { ErrorData } from './errors.ts'
import type { ModelEntry } from './manifest.ts'
import type { PictureId, PictureRecord } from './picture.ts'
import type { PictureLibrary } from './picture-library.ts'
import type { PlanView } from './plan-view.ts'
import type { PromptHelp } from './prompt-help.ts'
import type { QueueControl, QueueState, QueueWake } from './queue.ts'
import type { GenerationRequest } from './request.ts'
import type { TaskId, TaskState } from './task.ts'
import type { UserFile, UserFiles } from './user-files.ts'

/** Whether a model is on this device. Bytes count verified blocks only. */
export interface ModelStatus {
  readonly model: ModelEntry
  readonly state: 'absent' | 'downloading' | 'paused' | 'ready' | 'failed'
  readonly storedBytes: number
  readonly totalBytes: number
  /** Over the last seconds; null when unknown. */
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
  readonly error: ErrorData | null
}

/** Room in this browser, in bytes. */
export interface StorageReport {
  /** Where things are kept: `memory` when the browser lets pages store nothing. */
  readonly kind: 'indexeddb' | 'memory'
  readonly modelBytes: number
  /** Files that a person added. */
  readonly userFileBytes: number
  /** Their thumbnails included. */
  readonly pictureBytes: number
  /** Deleted pictures that can still be brought back. */
  readonly deletedBytes: number
  readonly pictures: number
  readonly usedBytes: number
  readonly quotaBytes: number
  /** True once the browser has promised not to clear this page's data by itself. */
  readonly persisted: boolean
}

/** Things of the inference runtime that must be released by hand. */
export interface ResourceLedger {
  readonly sessions: number
  readonly tensors: number
  readonly tensorBytes: number
}

/** One page of the gallery, newest first. */
export interface PicturePage {
  readonly pictures: readonly PictureRecord[]
  readonly total: number
  /** Hand this to the next call; null at the end. */
  readonly next: string | null
}

/** What changed outside any task. */
export type StudioEvent =
  | { readonly type: 'model'; readonly status: ModelStatus }
  | { readonly type: 'device'; readonly report: DeviceReport }
  | { readonly type: 'gallery' }
  | { readonly type: 'queue'; readonly queue: QueueState }
  | { readonly type: 'user_files'; readonly files: readonly UserFile[] }
  | { readonly type: 'storage'; readonly report: StorageReport }
  | { readonly type: 'trouble'; readonly error: ErrorData }

/** What only the tab offers besides an Engine. Failures come back as data, because throws lose their code on the way. */
export interface Studio {
  device(): Promise<DeviceReport>
  models(): Promise<readonly ModelStatus[]>
  /** Fetches what is missing of a model. Resolves at once; progress arrives as `model` events. */
  downloadModel(id: string): Promise<void>
  /** Stops a download; verified blocks stay, so that it goes on from there. */
  pauseDownload(id: string): Promise<void>
  /** Removes a model's blocks and frees their room. */
  deleteModel(id: string): Promise<void>
  /**
   * Plans a request as the engine would, without queueing it.
   *
   * @param exampleSeed stands in for a seed that would be drawn; decimal text
   */
  viewPlan(request: GenerationRequest, exampleSeed: string): Promise<PlanView>
  readonly prompts: PromptHelp
  /** @param after the `next` of the page before, or null for the newest */
  pictures(after: string | null, limit: number): Promise<PicturePage>
  /** @returns the file as it was written, or null when there is none */
  pictureFile(id: PictureId): Promise<Blob | null>
  /** Hides pictures; they can be restored until {@link purgeDeleted}. */
  deletePictures(ids: readonly PictureId[]): Promise<void>
  restorePictures(ids: readonly PictureId[]): Promise<void>
  /** Marks pictures as favourites, or no longer. */
  favouritePictures(ids: readonly PictureId[], isFavourite: boolean): Promise<void>
  /** Drops deleted pictures older than this many milliseconds for good. */
  purgeDeleted(olderThanMs: number): Promise<void>
  readonly pictureLibrary: PictureLibrary
  /** LoRAs, embeddings and wildcards of the user's own. */
  readonly userFiles: UserFiles
  readonly queue: QueueControl
  /** Tasks that have not ended, in the order of the queue. */
  openTasks(): Promise<readonly TaskState[]>
  /**
   * Tasks that have ended, newest first; at most a hundred.
   *
   * @param since only those that ended then or later, in milliseconds since 1970
   */
  endedTasks(since: number): Promise<readonly TaskState[]>
  /**
   * Removes everything that is kept on this device for good: pictures, tasks, the queue, models, the user's files. Waits
   * for the running task. The worker is to be started anew after it.
   *
   * @returns why it failed, and then nothing is gone; else null
   */
  forgetEverything(): Promise<ErrorData | null>
  storage(): Promise<StorageReport>
  /** What the runtime holds right now; equal before and after a generation, or something leaks. */
  ledger(): Promise<ResourceLedger>
  subscribe(listener: (event: StudioEvent) => void): Promise<() => void>
}

/** What a person may decide about the engine: by the page's settings or `?engine=wasm&threads=1` in its address. */
export interface EnginePreferences {
  /** `auto` takes WebGPU on a real adapter; `webgpu` takes a software adapter too. */
  readonly backend: 'auto' | 'webgpu' | 'wasm'
  /** WASM threads; null lets the engine choose. */
  readonly threads: number | null
}

/** How a worker takes over. */
export interface Activation {
  readonly queue: QueueWake
  readonly engine: EnginePreferences
  /** Tasks that ended in the page's eyes although the store has them open: they fail, all other open ones go on. */
  readonly crashed: readonly TaskId[]
}

/** What the engine worker exposes. Storage works from the start; the device only after `activate`. */
export interface EngineWorker extends Engine {
  readonly studio: Studio
  /** Takes the device and starts on the queue. Called by the one tab that holds the engine lock. */
  activate(how: Activation): Promise<void>
}

/** What the engine worker hears besides calls. */
export type EngineWorkerMessage =
  /** Take the lock of this name and keep it for life, so that others notice the end. */
  | { readonly aliveLock: string }
  /** Answer calls through this port too. Transferred with the message. */
  | { readonly door: MessagePort }
