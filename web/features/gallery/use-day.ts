import { useEffect, useMemo, useState } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { boundsOf, dayOf, type Day } from '../../state/day.ts'
import { useGallery } from '../../state/page-context.tsx'
import { useHash } from '../frame/use-view.ts'

/** What the address may say instead of a date. */
const TODAY = 'today'

/** The day in the gallery's address; null for all of them. */
export function useDay(): Day | null {
  // The day on which the view was opened: it does not change under the reader at midnight.
  const [today] = useState(() => dayOf(Date.now()))
  const asked = new URLSearchParams(useHash().split('?')[1] ?? '').get('day')
  const day = asked === TODAY ? today : asked
  return day !== null && boundsOf(day) ? day : null
}

/** The pictures of a day that are known, and whether older ones of it may follow; asks for more until they are there. */
export function usePicturesOf(day: Day | null): readonly PictureRecord[] {
  const { pictures, next, loadMore } = useGallery((state) => state)
  const bounds = useMemo(() => (day === null ? null : boundsOf(day)), [day])
  const oldest = pictures.at(-1)?.createdAt
  const isIncomplete = bounds !== null && next !== null && oldest !== undefined && oldest >= bounds.from
  useEffect(() => {
    if (isIncomplete) void loadMore()
  }, [isIncomplete, oldest, loadMore])
  return useMemo(
    () =>
      bounds === null
        ? pictures
        : pictures.filter(({ createdAt }) => createdAt >= bounds.from && createdAt < bounds.to),
    [pictures, bounds],
  )
}
