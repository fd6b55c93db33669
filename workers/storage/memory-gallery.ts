/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, and async turns throws into rejections */
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import { parsePageCursor, toPageCursor, type PageCursor } from './page-cursor.ts'
import type { Gallery } from './ports.ts'

interface MemoryPicture {
  readonly record: PictureRecord
  readonly file: Blob
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
  const visible = () => [...pictures.values()].filter((one) => one.deletedAt === null)
  const deleted = () => [...pictures.values()].filter((one) => one.deletedAt !== null)

  return {
    async put(record, bytes) {
      pictures.set(record.id, { record, file: new Blob([bytes], { type: record.mime }), deletedAt: null })
    },

    async page(after, limit) {
      const from = after === null ? null : parsePageCursor(after)
      const sorted = visible()
        .map((one) => one.record)
        .sort(byNewest)
      const rest = from ? sorted.filter((record) => byNewest(from, record) < 0) : sorted
      const page = rest.slice(0, limit)
      const next = rest.length > page.length ? toPageCursor(page.at(-1)!) : null
      return { pictures: page, total: sorted.length, next }
    },

    file: async (id) => pictures.get(id)?.file ?? null,

    async hide(ids) {
      const deletedAt = now()
      for (const id of ids) {
        const picture = pictures.get(id)
        if (picture?.deletedAt === null) pictures.set(id, { ...picture, deletedAt })
      }
    },

    async restore(ids) {
      for (const id of ids) {
        const picture = pictures.get(id)
        if (picture) pictures.set(id, { ...picture, deletedAt: null })
      }
    },

    async purge(olderThanMs) {
      const until = now() - olderThanMs
      for (const { record, deletedAt } of deleted()) {
        if (deletedAt! <= until) pictures.delete(record.id)
      }
    },

    async usage() {
      const sum = (list: readonly MemoryPicture[]) => list.reduce((bytes, one) => bytes + one.record.bytes, 0)
      return {
        pictures: visible().length,
        pictureBytes: sum(visible()),
        deletedBytes: sum(deleted()),
      }
    },
  }
}

/** Newest first; by id where two are of the same moment, as in an index over both. */
function byNewest(a: PageCursor, b: PageCursor): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt
  if (a.id === b.id) return 0
  return a.id < b.id ? 1 : -1
}
