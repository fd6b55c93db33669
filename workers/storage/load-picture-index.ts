import { indexPicture } from '../../contract/gallery-query.ts'
import type { Database } from './database.ts'
import { createPictureIndex, type PictureIndex } from './picture-index.ts'
import { parseIndexRow, toIndexRow, type IndexRow, type StoredPicture } from './rows.ts'

/** Records may hold whole input pictures, so that not too many stand in memory at once. */
const RECORDS_AT_ONCE = 50

/**
 * Reads the index of all pictures, and makes the rows that it lacks: those of pictures from before there was one, and
 * of an older form.
 */
export async function loadPictureIndex(
  db: Database,
  parse: (row: unknown, id: string) => StoredPicture | null,
): Promise<PictureIndex> {
  const { keys, rows } = await db.read(['pictures', 'pictureIndex'], async (tx) => ({
    keys: await tx.objectStore('pictures').getAllKeys(),
    rows: await tx.objectStore('pictureIndex').getAll(),
  }))
  const known = new Map<string, IndexRow>()
  for (const row of rows.map(parseIndexRow)) if (row) known.set(row.picture.id, row)
  const missing = keys.filter((key) => !known.has(key))
  const made: IndexRow[] = []
  for (let at = 0; at < missing.length; at += RECORDS_AT_ONCE) {
    made.push(...(await indexRecords(db, parse, missing.slice(at, at + RECORDS_AT_ONCE))))
  }
  return createPictureIndex([...known.values(), ...made])
}

function indexRecords(
  db: Database,
  parse: (row: unknown, id: string) => StoredPicture | null,
  ids: readonly string[],
): Promise<readonly IndexRow[]> {
  return db.write(['pictures', 'pictureIndex'], async (tx) => {
    const made: IndexRow[] = []
    for (const id of ids) {
      const row = await tx.objectStore('pictures').get(id)
      const stored = row === undefined ? null : parse(row, id)
      if (!stored) continue
      const light = toIndexRow(indexPicture(stored.record, stored.deletedAt))
      await tx.objectStore('pictureIndex').put(light, id)
      made.push(light)
    }
    return made
  })
}
