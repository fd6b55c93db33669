import { entryOf, indexPicture } from '../../contract/gallery-query.ts'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { PicturePage } from '../../contract/studio.ts'
import type { Database } from './database.ts'
import { loadPictureIndex } from './load-picture-index.ts'
import { parsePageCursor, toPageCursor } from './page-cursor.ts'
import type { PictureIndex } from './picture-index.ts'
import type { Gallery, OnTrouble } from './ports.ts'
import {
  parseBlobRow,
  parseIndexRow,
  parsePictureRow,
  readRow,
  ROW_VERSION,
  toIndexRow,
  type IndexRow,
  type StoredPicture,
} from './rows.ts'

/** All stores that hold something of a picture. */
const EVERY_STORE = ['pictures', 'pictureFiles', 'pictureIndex', 'thumbnails'] as const

/**
 * Pictures in IndexedDB.
 *
 * @param now milliseconds since 1970
 */
export function createIndexedDbGallery(db: Database, now: () => number, onTrouble: OnTrouble): Gallery {
  const parse = (row: unknown, id: string) =>
    readRow(row, parsePictureRow, { store: 'pictures', key: id }, onTrouble)
  const readBlob = (row: unknown, store: string, key: string) =>
    row === undefined ? null : readRow(row, parseBlobRow, { store, key }, onTrouble)

  let loading: Promise<PictureIndex> | null = null
  const index = (): Promise<PictureIndex> => {
    if (loading) return loading
    const started = loadPictureIndex(db, parse)
    // A failed reading is tried again by the next question.
    started.catch(() => {
      if (loading === started) loading = null
    })
    return (loading = started)
  }
  /** Tells the index what was stored; one that is not read yet will find it by itself. */
  const follow = async (change: (to: PictureIndex) => void) => {
    // Whoever started the reading hears of its failure.
    const loaded = await loading?.catch(() => null)
    if (loaded) change(loaded)
  }

  /** Rewrites the pictures for which `change` has a new state. */
  const rewrite = async (
    ids: readonly PictureId[],
    change: (stored: StoredPicture) => StoredPicture | null,
  ) => {
    const changed = await db.write(['pictures', 'pictureIndex'], async (tx) => {
      const rows: IndexRow[] = []
      for (const id of ids) {
        const row = await tx.objectStore('pictures').get(id)
        const stored = row === undefined ? null : parse(row, id)
        const next = stored && change(stored)
        if (!next) continue
        const before = parseIndexRow(await tx.objectStore('pictureIndex').get(id))
        const light = toIndexRow(indexPicture(next.record, next.deletedAt), before?.thumbnailBytes)
        await tx.objectStore('pictures').put(toPictureRow(next), id)
        await tx.objectStore('pictureIndex').put(light, id)
        rows.push(light)
      }
      return rows
    })
    await follow((to) => changed.forEach(to.put))
  }

  const dropIds = async (ids: readonly string[]) => {
    await db.write(EVERY_STORE, async (tx) => {
      for (const id of ids) for (const store of EVERY_STORE) await tx.objectStore(store).delete(id)
    })
    // Keys of `pictures` are ids of pictures.
    await follow((to) => ids.forEach((id) => to.delete(id as PictureId)))
  }

  return {
    async put(record, bytes) {
      const light = toIndexRow(indexPicture(record))
      const file = new Blob([bytes], { type: record.mime })
      await db.write(
        EVERY_STORE,
        async (tx) => {
          await tx.objectStore('pictureFiles').put(file, record.id)
          await tx.objectStore('pictures').put(toPictureRow({ record, deletedAt: null }), record.id)
          await tx.objectStore('pictureIndex').put(light, record.id)
          await tx.objectStore('thumbnails').delete(record.id)
        },
        'strict',
      )
      await follow((to) => to.put(light))
    },

    page: (after, limit) => readPage(db, parse, { after, limit }),

    async file(id) {
      const row = await db.read(['pictureFiles'], (tx) => tx.objectStore('pictureFiles').get(id))
      return readBlob(row, 'pictureFiles', id)
    },

    hide(ids) {
      const deletedAt = now()
      return rewrite(ids, (stored) => (stored.deletedAt === null ? { ...stored, deletedAt } : null))
    },

    restore: (ids) =>
      rewrite(ids, (stored) => (stored.deletedAt === null ? null : { ...stored, deletedAt: null })),

    favourite: (ids, isFavourite) =>
      rewrite(ids, ({ record, deletedAt }) =>
        record.isFavourite === isFavourite ? null : { record: { ...record, isFavourite }, deletedAt },
      ),

    async purge(olderThanMs) {
      const range = IDBKeyRange.upperBound([now() - olderThanMs, []])
      const due = await db.read(['pictures'], (tx) =>
        tx.objectStore('pictures').index('deleted').getAllKeys(range),
      )
      if (due.length > 0) await dropIds(due)
      return due.length
    },

    drop: dropIds,

    find: async (query) => (await index()).find(query),

    records: (ids) =>
      db.read(['pictures'], async (tx) => {
        const rows = await Promise.all(ids.map((id) => tx.objectStore('pictures').get(id)))
        return rows.flatMap((row, at) => (row === undefined ? [] : (parse(row, ids[at]!)?.record ?? [])))
      }),

    async entry(id) {
      const row = (await index()).get(id)
      return row && entryOf(row.picture)
    },

    async thumbnail(id) {
      const row = await db.read(['thumbnails'], (tx) => tx.objectStore('thumbnails').get(id))
      return readBlob(row, 'thumbnails', id)
    },

    async putThumbnail(id, thumbnail) {
      const changed = await db.write(['pictureIndex', 'thumbnails'], async (tx) => {
        const row = parseIndexRow(await tx.objectStore('pictureIndex').get(id))
        if (!row) return null
        const next = toIndexRow(row.picture, thumbnail.size)
        await tx.objectStore('thumbnails').put(thumbnail, id)
        await tx.objectStore('pictureIndex').put(next, id)
        return next
      })
      if (changed) await follow((to) => to.put(changed))
    },

    reread: () => {
      loading = null
    },

    usage: async () => (await index()).usage(),
  }
}

/** A row of `pictures`: the record, the keys of the indexes, and the one time that says which index it is in. */
function toPictureRow({ record, deletedAt }: StoredPicture) {
  const row = { v: ROW_VERSION, id: record.id, bytes: record.bytes, record }
  return deletedAt === null ? { ...row, visibleAt: record.createdAt } : { ...row, deletedAt }
}

async function readPage(
  db: Database,
  parse: (row: unknown, id: string) => StoredPicture | null,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<PicturePage> {
  const from = after === null ? null : parsePageCursor(after)
  // [time, id] sorts before [time, id, bytes], so this ends just below the picture itself.
  const range = from && IDBKeyRange.upperBound([from.createdAt, from.id])
  return db.read(['pictures'], async (tx) => {
    const index = tx.objectStore('pictures').index('visible')
    const pictures: PictureRecord[] = []
    let next: string | null = null
    for await (const cursor of index.iterate(range, 'prev')) {
      if (pictures.length >= limit) {
        next = toPageCursor(pictures.at(-1)!)
        break
      }
      const stored = parse(cursor.value, cursor.primaryKey)
      if (stored) pictures.push(stored.record)
    }
    return { pictures, total: await index.count(), next }
  })
}
