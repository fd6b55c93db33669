import type { PicturePage } from '../../contract/studio.ts'
import type { FoundPictures, GalleryEntry, GalleryQuery } from '../../contract/gallery-query.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { QueueRecord } from '../../contract/queue.ts'
import type { TaskId, TaskState } from '../../contract/task.ts'
import type { UserFile, UserFileKind } from '../../contract/user-files.ts'

/** Names one block of one file of a model. */
export interface BlockKey {
  readonly modelId: string
  /** The file's `path` in the manifest. */
  readonly path: string
  /** From 0; the block starts at byte index · block size. */
  readonly index: number
}

/** A block as it is kept. */
export interface StoredBlock {
  readonly index: number
  /** A handle to bytes on disk; nothing is read until it is asked for. */
  readonly bytes: Blob
  /** What the bytes hashed to when they arrived. */
  readonly sha256: string
}

/** What is known about a file besides its blocks. */
export interface FileRecord {
  /** SHA-256 of the whole file these blocks belong to; blocks of another version are worthless. */
  readonly sha256: string
  /** True once all blocks together had that hash. */
  readonly wholeVerified: boolean
  /** SHA-256 of each block, recorded when the whole was verified; empty before. */
  readonly blockHashes: readonly string[]
}

/** Model weights, in blocks. Every method may throw `storage_unavailable`; writing ones also `storage_full`. */
export interface BlockStore {
  /** Keeps a block, replacing the one with the same key. Either all of it is stored or nothing. */
  put(key: BlockKey, block: { readonly bytes: Blob; readonly sha256: string }): Promise<void>
  get(key: BlockKey): Promise<StoredBlock | null>
  delete(key: BlockKey): Promise<void>
  /** All stored blocks of a file, by rising index. Reads no block's bytes. */
  list(modelId: string, path: string): Promise<readonly StoredBlock[]>
  putFile(modelId: string, path: string, record: FileRecord): Promise<void>
  getFile(modelId: string, path: string): Promise<FileRecord | null>
  /** Removes a file's record and all its blocks. */
  deleteFile(modelId: string, path: string): Promise<void>
  /** Removes everything kept for a model. */
  deleteModel(modelId: string): Promise<void>
  /** Bytes of all blocks of all models. */
  usage(): Promise<number>
}

/** Room taken by pictures and their thumbnails, in bytes, and how many can be seen. */
export interface GalleryUsage {
  readonly pictures: number
  readonly pictureBytes: number
  /** Hidden pictures, which can still be restored. */
  readonly deletedBytes: number
}

/** Finished pictures and their files. Every method may throw `storage_unavailable`; writing ones also `storage_full`. */
export interface Gallery {
  /**
   * Keeps a picture, record and file together or neither. The same id again replaces it and makes it visible.
   *
   * @param bytes the file as written; copied, not taken over
   */
  put(record: PictureRecord, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /**
   * Visible pictures, newest first.
   *
   * @param after the `next` of the page before, or null for the newest
   * @param limit at most this many, from 1
   * @throws invalid_request when `after` is not such a `next`
   */
  page(after: string | null, limit: number): Promise<PicturePage>
  /** @returns the file, of hidden pictures too; null when there is none */
  file(id: PictureId): Promise<Blob | null>
  /** Takes pictures out of sight. Unknown and hidden ones are left alone. */
  hide(ids: readonly PictureId[]): Promise<void>
  /** Brings hidden pictures back. Unknown and visible ones are left alone. */
  restore(ids: readonly PictureId[]): Promise<void>
  /** Marks pictures, hidden ones too. Unknown ones are left alone. */
  favourite(ids: readonly PictureId[], isFavourite: boolean): Promise<void>
  /**
   * Drops pictures that were hidden at least this many milliseconds ago, files included.
   *
   * @returns how many went
   */
  purge(olderThanMs: number): Promise<number>
  /** Drops pictures for good, files included. Unknown ones are left alone. */
  drop(ids: readonly PictureId[]): Promise<void>
  /** Looks through an index in memory, which is read once and kept up to date. */
  find(query: GalleryQuery): Promise<FoundPictures>
  /** @returns records in the order of the ids, hidden ones too; those that are gone are left out */
  records(ids: readonly PictureId[]): Promise<readonly PictureRecord[]>
  /** What the index knows of a picture, hidden ones too; null when there is none. */
  entry(id: PictureId): Promise<GalleryEntry | null>
  /** @returns the small version that was kept; null when there is none */
  thumbnail(id: PictureId): Promise<Blob | null>
  /** Keeps a small version as long as its picture; that of an unknown picture is not kept. */
  putThumbnail(id: PictureId, thumbnail: Blob): Promise<void>
  /** Another window has changed the pictures: the index is read again before the next answer. */
  reread(): void
  usage(): Promise<GalleryUsage>
}

/** Ended tasks beyond this many are forgotten, oldest first. */
export const MAX_ENDED_TASKS = 500

/** The queue before anything was kept of it. */
export const FRESH_QUEUE: QueueRecord = { order: [], isPaused: false, workedAt: null }

/** Tasks, so that a reload loses none. Every method may throw `storage_unavailable`; `save` also `storage_full`. */
export interface TaskStore {
  /** Keeps a task's state without its preview, replacing the earlier one. */
  save(state: TaskState): Promise<void>
  get(id: TaskId): Promise<TaskState | null>
  /** Tasks that have not ended, as the queue has them; without an order, first queued first. */
  open(): Promise<readonly TaskState[]>
  /**
   * Tasks that ended at this time or later, newest first.
   *
   * @param limit at most this many
   */
  ended(since: number, limit: number): Promise<readonly TaskState[]>
  queue(): Promise<QueueRecord>
  saveQueue(record: QueueRecord): Promise<void>
  remove(id: TaskId): Promise<void>
}

/** A file that a person added, as it is kept. */
export interface StoredUserFile {
  readonly file: UserFile
  /** SHA-256 of each block, in order. */
  readonly blockHashes: readonly string[]
}

/** Files that a person added. Every method may throw `storage_unavailable`; `put` also `storage_full`. */
export interface UserFileStore {
  /**
   * Keeps a file with all its blocks or not at all, replacing the one of the same kind and name.
   *
   * @param blocks in order, as many as there are hashes
   */
  put(stored: StoredUserFile, blocks: readonly Blob[]): Promise<void>
  get(kind: UserFileKind, name: string): Promise<StoredUserFile | null>
  /** All files, by kind and name. */
  list(): Promise<readonly StoredUserFile[]>
  /** A file's blocks in order; empty for an unknown file. Reads no block's bytes. */
  blocks(kind: UserFileKind, name: string): Promise<readonly Blob[]>
  delete(kind: UserFileKind, name: string): Promise<void>
}

/** What storage tells about itself outside any call. */
export type StorageTrouble =
  /** A stored record could not be read. It stays where it is and is left out of every answer. */
  | { readonly type: 'bad_record'; readonly store: string; readonly key: string; readonly reason: string }
  /** Another tab keeps an older version open; opening waits for it. */
  | { readonly type: 'blocked' }
  /** A newer version of the page wants the database: this connection is closed, the page must be reloaded. */
  | { readonly type: 'outdated' }
  /** The browser ended the connection, for example because site data was cleared. */
  | { readonly type: 'lost' }
  /** IndexedDB cannot be used; everything is in memory and gone with the tab. */
  | { readonly type: 'unavailable'; readonly reason: string }

/** Hears of {@link StorageTrouble}. Must not throw. */
export type OnTrouble = (trouble: StorageTrouble) => void
