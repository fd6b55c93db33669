import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { PicturePage } from '../../contract/studio.ts'
import type { Database } from './database.ts'
import { parsePageCursor, toPageCursor } from './page-cursor.ts'
import type { Gallery, GalleryUsage, OnTrouble } from './ports.ts'
import { parseBlobRow, parsePictureRow, readRow, ROW_VERSION, type StoredPicture } from './rows.ts'

/**
 * Pictures in IndexedDB.
 *
 * @param now milliseconds since 1970
 */
export function createIndexedDbGallery(db: Database, now: () => number, onTrouble: OnTrouble): Gallery {
  const parse = (row: unknown, id: string) =>
    readRow(row, parsePictureRow, { store: 'pictures', key: id }, onTrouble)

  /** Rewrites the pictures for which `change` has a new row. */
  const rewrite = (ids: readonly PictureId[], change: (stored: StoredPicture) => PictureRow | null) =>
    db.write(['pictures'], async (tx) => {
      const store = tx.objectStore('pictures')
      for (const id of ids) {
        const row = await store.get(id)
        const stored = row === undefined ? null : parse(row, id)
        const changed = stored && change(stored)
        if (changed) await store.put(changed, id)
      }
    })

  return {
    put: (record, bytes) =>
      db.write(
        ['pictures', 'pictureFiles'],
        async (tx) => {
          await tx.objectStore('pictureFiles').put(new Blob([bytes], { type: record.mime }), record.id)
          await tx.objectStore('pictures').put(visibleRow(record), record.id)
        },
        'strict',
      ),

    page: (after, limit) => readPage(db, parse, { after, limit }),

    async file(id) {
      const row = await db.read(['pictureFiles'], (tx) => tx.objectStore('pictureFiles').get(id))
      if (row === undefined) return null
      return readRow(row, parseBlobRow, { store: 'pictureFiles', key: id }, onTrouble)
    },

    hide(ids) {
      const at = now()
      return rewrite(ids, ({ record, deletedAt }) => (deletedAt === null ? hiddenRow(record, at) : null))
    },

    restore: (ids) =>
      rewrite(ids, ({ record, deletedAt }) => (deletedAt === null ? null : visibleRow(record))),

    purge: (olderThanMs) =>
      db.write(['pictures', 'pictureFiles'], async (tx) => {
        const pictures = tx.objectStore('pictures')
        const range = IDBKeyRange.upperBound([now() - olderThanMs, []])
        for (const id of await pictures.index('deleted').getAllKeys(range)) {
          await tx.objectStore('pictureFiles').delete(id)
          await pictures.delete(id)
        }
      }),

    usage: () => readUsage(db),
  }
}

/** A row of `pictures`: the record, the keys of the indexes, and the one time that says which index it is in. */
type PictureRow = {
  readonly v: number
  readonly id: string
  readonly bytes: number
  readonly record: PictureRecord
} & ({ readonly visibleAt: number } | { readonly deletedAt: number })

function visibleRow(record: PictureRecord): PictureRow {
  return { v: ROW_VERSION, id: record.id, bytes: record.bytes, record, visibleAt: record.createdAt }
}

function hiddenRow(record: PictureRecord, deletedAt: number): PictureRow {
  return { v: ROW_VERSION, id: record.id, bytes: record.bytes, record, deletedAt }
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

/** Adds up bytes from index keys alone: records hold whole input pictures and are not worth loading for this. */
async function readUsage(db: Database): Promise<GalleryUsage> {
  const sum = async (name: 'visible' | 'deleted') =>
    db.read(['pictures'], async (tx) => {
      let cursor = await tx.objectStore('pictures').index(name).openKeyCursor()
      let [pictures, bytes] = [0, 0]
      for (; cursor; cursor = await cursor.continue()) {
        pictures += 1
        bytes += cursor.key[2]
      }
      return { pictures, bytes }
    })
  const [visible, deleted] = [await sum('visible'), await sum('deleted')]
  return { pictures: visible.pictures, pictureBytes: visible.bytes, deletedBytes: deleted.bytes }
}
