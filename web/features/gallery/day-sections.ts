import type { GalleryEntry } from '../../../contract/gallery-query.ts'
import { boundsOf, dayOf, dayWord } from '../../state/day.ts'
import { formatDate } from '../../text/format.ts'
import type { Say } from '../../text/say.ts'
import type { GridSection } from '../../ui/grid-rows.ts'

/**
 * Pictures under the days on which they were made.
 *
 * @param entries newest first
 * @param now milliseconds since 1970
 */
export function daySections(
  entries: readonly GalleryEntry[],
  now: number,
  say: Say,
): readonly GridSection<GalleryEntry>[] {
  const sections: { key: string; title: string; items: GalleryEntry[] }[] = []
  let from = Infinity
  for (const entry of entries) {
    // Days are found once each: asking for the date of ten thousand moments takes longer than all the rest.
    if (entry.createdAt < from || sections.length === 0) {
      const key = dayOf(entry.createdAt)
      from = boundsOf(key)?.from ?? -Infinity
      sections.push({ key, title: dayTitle(entry.createdAt, now, say), items: [] })
    }
    sections.at(-1)!.items.push(entry)
  }
  return sections
}

/** Today, yesterday, or the date in words. */
export function dayTitle(at: number, now: number, say: Say): string {
  const word = dayWord(at, now)
  if (word === 'earlier') return formatDate(at, { dateStyle: 'full' }, say)
  return say(word === 'today' ? 'gallery.today' : 'gallery.yesterday')
}
