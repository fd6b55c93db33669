import type { Readable } from 'node:stream'
import type { PictureMime } from '../../contract/image.ts'
import type { TaskId } from '../../contract/task.ts'
import type { StoredInput, StoredPicture } from '../jobs/job.ts'

/** A finished picture that is about to come in. */
export interface NewPicture extends Omit<StoredPicture, 'file'> {
  readonly jobId: TaskId
  /** Milliseconds since 1970; the dated folder and the file's name come from it, in local time. */
  readonly createdAt: number
  /** As the client wrote it; cleaned, confined to the dated folder and made unique here. Null for the usual name. */
  readonly saveName: string | null
}

/** A picture on its way to the disk, in a temporary file. */
export interface PictureUpload {
  /** Bytes written so far; pieces must come in order. */
  readonly received: number
  /** @throws AppError `storage_full`, `storage_unavailable`; `invalid_request` for more bytes than announced */
  write(piece: Uint8Array): Promise<void>
  /**
   * Checks length, hash, magic bytes and size in pixels against what was announced, syncs, and gives the file its name.
   *
   * @throws AppError `invalid_request` when the bytes are not the announced picture, `storage_full`
   */
  commit(): Promise<StoredPicture>
  /** Drops the temporary file; harmless after a commit. */
  abort(): Promise<void>
}

/** A file to be sent. Reading opens it again, and throws AppError `not_found` where it was removed since. */
export interface OpenedFile {
  readonly mime: string
  readonly bytes: number
  readonly modifiedAt: number
  /**
   * Opens the file before it resolves, so that a removal from then on does no harm. Read or destroy the stream.
   *
   * @param range first and last byte, both included
   */
  stream(range?: { readonly start: number; readonly end: number }): Promise<Readable>
  whole(): Promise<Uint8Array<ArrayBuffer>>
}

/** Pictures on disk: results below the outputs folder, pictures that came with requests in the inputs folder. */
export interface PictureFiles {
  begin(picture: NewPicture): Promise<PictureUpload>
  /** @param file as in {@link StoredPicture}; anything that leads out of the folder, links included, is null */
  openOutput(file: string): Promise<OpenedFile | null>
  openInput(file: string): Promise<OpenedFile | null>
  /** Keeps a picture under its hash; the same bytes are kept once. */
  saveInput(name: string, mime: string, bytes: Uint8Array): Promise<StoredInput>
  /** Files that are missing already are no error. */
  removeOutputs(files: readonly string[]): Promise<void>
}

/** Rewrites pictures in another format, a few at a time. */
export interface PictureConverter {
  /**
   * @param mime what is wanted; transparency becomes white in JPEG
   * @throws AppError `unsupported_feature` where the image library is not installed, `invalid_request` for bytes that
   *   are no picture or too large a one
   */
  convert(bytes: Uint8Array, mime: PictureMime, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
}
