import type { EncodedImage } from '../../contract/image.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import { LARGEST_SMALL_SIDE } from '../../contract/picture-library.ts'
import type { Studio } from '../../contract/studio.ts'

/** The picture files the page has at hand. */
export interface PictureFiles {
  /** Keeps a file that came with its event. */
  keep(picture: PictureRecord, file: EncodedImage): void
  /** @returns the file, or null when it is gone; the blob may be shared */
  load(id: PictureId): Promise<Blob | null>
  /** A small version for a tile; the file itself where that is small. */
  thumbnail(picture: Pick<PictureRecord, 'id' | 'width' | 'height'>): Promise<Blob | null>
}

const KEPT_FILES = 200

/** Picture files by id: from memory while fresh or unsaved, else from storage. */
export function createPictureFiles(studio: Pick<Studio, 'pictureFile' | 'pictureLibrary'>): PictureFiles {
  // The only copy of pictures that storage had no room for: never dropped.
  const unsaved = new Map<PictureId, Blob>()
  const recent = new Map<PictureId, Promise<Blob | null>>()
  const small = new Map<PictureId, Promise<Blob | null>>()
  const remember = (among: typeof recent, id: PictureId, blob: Promise<Blob | null>) => {
    among.delete(id)
    among.set(id, blob)
    if (among.size > KEPT_FILES) among.delete(among.keys().next().value!)
    return blob
  }
  const load = async (id: PictureId) =>
    unsaved.get(id) ?? (await recent.get(id)) ?? remember(recent, id, studio.pictureFile(id))
  return {
    keep: (picture, file) => {
      const blob = new Blob([file.bytes], { type: file.mime })
      if (picture.saved) void remember(recent, picture.id, Promise.resolve(blob))
      else unsaved.set(picture.id, blob)
    },
    load,
    thumbnail: async ({ id, width, height }) => {
      if (Math.max(width, height) <= LARGEST_SMALL_SIDE || unsaved.has(id)) return load(id)
      return (await small.get(id)) ?? remember(small, id, studio.pictureLibrary.thumbnail(id))
    },
  }
}
