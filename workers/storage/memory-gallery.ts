/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and async turns throws into rejections */
import { byNewest, entryOf, indexPicture } from '../../contract/gallery-query.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import { parsePageCursor, toPageCursor } from './page-cursor.ts'
import { createPictureIndex } from './picture-index.ts'
import type { Gallery } from './ports.ts'
import { toIndexRow } from './rows.ts'

interface MemoryPicture {
  readonly record: PictureRecord
  readonly file: Blob
  readonly thumbnail: Blob | null
  /** Milliseconds since 1970; null for visible ones. */
  readonly deletedAt: number | null
}

/**
 * Pictures in memory, gone with the worker. For browsers that let pages store nothing, and for tests.
 *
 * @param now milliseconds since 1970
 */
export function createMemoryGallery(now: () => number): Gallery {
  const pictures = new Map<PictureId, MemoryPicture>()
  const index = createPictureIndex([])
  const set = (picture: MemoryPicture) => {
    const { record, deletedAt, thumbnail } = picture
    pictures.set(record.id, picture)
    index.put(toIndexRow(indexPicture(record, deletedAt), thumbnail?.size))
  }
  const drop = (id: PictureId) => {
    pictures.delete(id)
    index.delete(id)
  }
  const known = (ids: readonly PictureId[]) => ids.flatMap((id) => pictures.get(id) ?? [])

  return {
    async put(record, bytes) {
      set({ record, file: new Blob([bytes], { type: record.mime }), thumbnail: null, deletedAt: null })
    },

    async page(after, limit) {
      const from = after === null ? null : parsePageCursor(after)
      const sorted = [...pictures.values()]
        .filter(({ deletedAt }) => deletedAt === null)
        .map((one) => one.record)
        .sort(byNewest)
      // A place in the gallery has the id of the picture that it is below.
      const place = from && { createdAt: from.createdAt, id: from.id as PictureId }
      const rest = place ? sorted.filter((record) => byNewest(place, record) < 0) : sorted
      const page = rest.slice(0, limit)
      const next = rest.length > page.length ? toPageCursor(page.at(-1)!) : null
      return { pictures: page, total: sorted.length, next }
    },

    file: async (id) => pictures.get(id)?.file ?? null,

    async hide(ids) {
      const deletedAt = now()
      for (const one of known(ids)) if (one.deletedAt === null) set({ ...one, deletedAt })
    },

    async restore(ids) {
      for (const one of known(ids)) set({ ...one, deletedAt: null })
    },

    async favourite(ids, isFavourite) {
      for (const one of known(ids)) set({ ...one, record: { ...one.record, isFavourite } })
    },

    async purge(olderThanMs) {
      const until = now() - olderThanMs
      const due = [...pictures.values()].filter(({ deletedAt }) => deletedAt !== null && deletedAt <= until)
      for (const { record } of due) drop(record.id)
      return due.length
    },

    drop: async (ids) => ids.forEach(drop),
    find: async (query) => index.find(query),
    records: async (ids) => known(ids).map(({ record }) => record),

    async entry(id) {
      const row = index.get(id)
      return row && entryOf(row.picture)
    },

    thumbnail: async (id) => pictures.get(id)?.thumbnail ?? null,

    async putThumbnail(id, thumbnail) {
      for (const one of known([id])) set({ ...one, thumbnail })
    },

    reread: () => {},
    usage: async () => index.usage(),
  }
}
