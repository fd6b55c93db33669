import { EVERYTHING, HOW_MADE, type GalleryQuery, type HowMade } from '../../contract/gallery-query.ts'
import type { PictureOrigin } from '../../contract/picture.ts'
import { boundsOf, type Day } from './day.ts'

/** What the gallery shows, as the address has it. */
export interface GalleryFilter extends Omit<GalleryQuery, 'from' | 'to'> {
  readonly day: Day | null
}

/** Shows everything. */
export const NO_FILTER: GalleryFilter = (({ from: _, to: _t, ...rest }) => ({ ...rest, day: null }))(
  EVERYTHING,
)

const ORIGINS: readonly PictureOrigin[] = ['page', 'relay', 'imported']
/** What the address may say instead of a date. */
const TODAY = 'today'

/**
 * Reads a filter from what stands behind the hash. What is not understood filters nothing.
 *
 * @param today the day that `today` means
 */
export function filterOfHash(hash: string, today: Day): GalleryFilter {
  const said = new URLSearchParams(hash.split('?')[1] ?? '')
  const asked = said.get('day')
  const day = asked === TODAY ? today : asked
  return {
    text: said.get('search') ?? '',
    isFavourite: said.has('favourites'),
    day: day !== null && boundsOf(day) ? day : null,
    model: said.get('model'),
    style: said.get('style'),
    howMade: HOW_MADE.find((how: HowMade) => how === said.get('kind')) ?? null,
    origin: ORIGINS.find((origin) => origin === said.get('origin')) ?? null,
    isDeleted: said.has('deleted'),
  }
}

/** The gallery's address under a filter. */
export function hashOfFilter(filter: GalleryFilter): string {
  const { text, isFavourite, day, model, style, howMade, origin, isDeleted } = filter
  const said = new URLSearchParams()
  const say = (name: string, value: string | null) => {
    if (value !== null && value !== '') said.set(name, value)
  }
  say('search', text)
  say('favourites', isFavourite ? '1' : null)
  say('day', day)
  say('model', model)
  say('style', style)
  say('kind', howMade)
  say('origin', origin)
  say('deleted', isDeleted ? '1' : null)
  const query = said.toString()
  return query === '' ? '#/gallery' : `#/gallery?${query}`
}

/** What the worker is asked for. */
export function queryOf({ day, ...rest }: GalleryFilter): GalleryQuery {
  return { ...rest, ...((day !== null && boundsOf(day)) || { from: null, to: null }) }
}

/** Whether anything is filtered; which of the two lists is shown does not count. */
export function isFiltering(filter: GalleryFilter): boolean {
  return hashOfFilter({ ...filter, isDeleted: false }) !== hashOfFilter(NO_FILTER)
}
