import type { PictureRecord } from '../../contract/picture.ts'
import type { Studio } from '../../contract/studio.ts'
import { boundsOf, type Day } from './day.ts'

const PAGE_SIZE = 200

/**
 * The records of a day's pictures, newest first; of all pictures when no day is given.
 *
 * @param unsaved pictures that only the page has
 */
export async function listPictures(
  studio: Pick<Studio, 'pictures'>,
  day: Day | null,
  unsaved: readonly PictureRecord[],
): Promise<readonly PictureRecord[]> {
  const bounds = day === null ? null : boundsOf(day)
  const { from, to } = bounds ?? { from: -Infinity, to: Infinity }
  const found = [...unsaved]
  let next: string | null = null
  do {
    const page = await studio.pictures(next, PAGE_SIZE)
    found.push(...page.pictures)
    const oldest = page.pictures.at(-1)
    next = oldest && oldest.createdAt >= from ? page.next : null
  } while (next !== null)
  const ids = new Set<string>()
  return found
    .filter(({ id, createdAt }) => createdAt >= from && createdAt < to && !ids.has(id) && ids.add(id))
    .sort((a, b) => b.createdAt - a.createdAt || b.index - a.index)
}
