import type { ErrorData } from './errors.ts'
import type { FoundPictures, GalleryQuery } from './gallery-query.ts'
import type { PictureId, PictureRecord } from './picture.ts'

/** Pictures up to this many pixels a side are their own thumbnails. */
export const LARGEST_SMALL_SIDE = 512

/** A picture that comes from elsewhere. */
export interface ImportedPicture {
  readonly record: PictureRecord
  readonly file: Blob
}

/** What became of a picture that was to be added; `known`: one of this id was here, and was left alone. */
export type PictureImport =
  { readonly outcome: 'added' | 'known' } | { readonly outcome: 'failed'; readonly error: ErrorData }

/** Finding, showing and moving many pictures. Failures come back as data. */
export interface PictureLibrary {
  /** Answers from an index in memory; no record is read for it. */
  find(query: GalleryQuery): Promise<FoundPictures>
  /** @returns full records in the order of the ids, deleted ones too; those that are gone are left out */
  records(ids: readonly PictureId[]): Promise<readonly PictureRecord[]>
  /** A small version for a tile, made when first asked for; the file itself where it is small, null when it is gone. */
  thumbnail(id: PictureId): Promise<Blob | null>
  /** Drops pictures for good, hidden or not. */
  drop(ids: readonly PictureId[]): Promise<void>
  /** Keeps pictures from elsewhere, one after another. @returns one outcome for each, in order */
  add(pictures: readonly ImportedPicture[]): Promise<readonly PictureImport[]>
}
