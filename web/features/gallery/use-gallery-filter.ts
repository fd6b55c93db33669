import { useEffect, useMemo, useState } from 'react'
import { dayOf } from '../../state/day.ts'
import { filterOfHash, hashOfFilter, NO_FILTER, type GalleryFilter } from '../../state/gallery-filter.ts'
import { storedValue } from '../../state/stored-value.ts'
import { useHash } from '../frame/use-view.ts'

/** The filter in the address, and how to change it. */
export interface GalleryAddress {
  readonly filter: GalleryFilter
  /** A new place in the history, so that Back works. */
  readonly change: (change: Partial<GalleryFilter>) => void
  /** The same place: for each letter of a search. */
  readonly refine: (change: Partial<GalleryFilter>) => void
  readonly clear: () => void
}

const lastHash = storedValue(() => sessionStorage, 'fooocus-tab-gallery')

/** The gallery's filter. A view that was left with one has it again when it is opened. */
export function useGalleryFilter(): GalleryAddress {
  // The day on which the view was opened: it does not change under the reader at midnight.
  const [today] = useState(() => dayOf(Date.now()))
  useState(restoreHash)
  const hash = useHash()
  const filter = useMemo(() => filterOfHash(hash, today), [hash, today])
  useEffect(() => {
    // The view is drawn once more while the address is another view's already.
    if (hash.startsWith(PLAIN)) lastHash.write(hashOfFilter(filter))
  }, [hash, filter])
  return {
    filter,
    change: (change) => void (location.hash = hashOfFilter({ ...filter, ...change })),
    refine: (change) => replaceHash(hashOfFilter({ ...filter, ...change })),
    clear: () => void (location.hash = hashOfFilter({ ...NO_FILTER, isDeleted: filter.isDeleted })),
  }
}

const PLAIN = hashOfFilter(NO_FILTER)

/** On the way in, before anything is drawn: a link to the gallery leads to where it was left. */
function restoreHash(): null {
  const last = lastHash.read()
  if (location.hash === PLAIN && typeof last === 'string' && last.startsWith(`${PLAIN}?`)) {
    history.replaceState(history.state, '', last)
  }
  return null
}

function replaceHash(hash: string): void {
  history.replaceState(history.state, '', hash)
  // The browser tells only of what it changed itself.
  dispatchEvent(new HashChangeEvent('hashchange'))
}
