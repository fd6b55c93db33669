import type { EncodedImage } from '../../contract/image.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { Studio } from '../../contract/studio.ts'

/** The picture files the page has at hand. */
export interface PictureFiles {
  /** Keeps a file that came with its event. */
  keep(picture: PictureRecord, file: EncodedImage): void
  /** @returns the file, or null when it is gone; the blob may be shared */
  load(id: PictureId): Promise<Blob | null>
}

const KEPT_FILES = 200

/** Picture files by id: from memory while fresh or unsaved, else from storage. */
export function createPictureFiles(studio: Pick<Studio, 'pictureFile'>): PictureFiles {
  // The only copy of pictures that storage had no room for: never dropped.
  const unsaved = new Map<PictureId, Blob>()
  const recent = new Map<PictureId, Promise<Blob | null>>()
  const remember = (id: PictureId, blob: Promise<Blob | null>) => {
    recent.delete(id)
    recent.set(id, blob)
    if (recent.size > KEPT_FILES) recent.delete(recent.keys().next().value!)
  }
  return {
    keep: (picture, file) => {
      const blob = new Blob([file.bytes], { type: file.mime })
      if (picture.saved) remember(picture.id, Promise.resolve(blob))
      else unsaved.set(picture.id, blob)
    },
    load: async (id) => {
      const kept = unsaved.get(id) ?? (await recent.get(id))
      if (kept) return kept
      const blob = studio.pictureFile(id)
      remember(id, blob)
      return blob
    },
  }
}
