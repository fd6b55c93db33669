import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  byNewest,
  entryOf,
  indexPicture,
  matcherOf,
  type FoundPictures,
  type GalleryEntry,
  type GalleryQuery,
} from '../../contract/gallery-query.ts'
import type { PictureId } from '../../contract/picture.ts'
import type { PageStores } from './page-stores.ts'
import type { StoredValue } from './stored-value.ts'

/** The pictures that the gallery shows, in light form, and which of them are selected. */
export interface PictureListState {
  /** Null until the first answer. */
  readonly found: FoundPictures | null
  readonly selected: ReadonlySet<PictureId>
  /** Looks for other pictures; only the answer to the latest question counts. */
  readonly find: (query: GalleryQuery) => Promise<void>
  /** Stops following what comes and goes, until something is looked for again. */
  readonly rest: () => void
  readonly select: (ids: ReadonlySet<PictureId>) => void
  /** Shows at once what an action is about to keep. */
  readonly mark: (ids: ReadonlySet<PictureId>, isFavourite: boolean) => void
  readonly take: (ids: ReadonlySet<PictureId>) => void
}

/** More than this many selected pictures are not remembered over a reload. */
const KEPT_SELECTED = 1_000

/**
 * Makes the list over the worker's index and what only the page has.
 *
 * @param kept remembers the selection over a reload
 */
export function createPictureList(
  { library, gallery }: Pick<PageStores, 'library' | 'gallery'>,
  kept: StoredValue,
): StoreApi<PictureListState> {
  let asked: GalleryQuery | null = null
  const store = createStore<PictureListState>((set) => ({
    found: null,
    selected: keptSelection(kept),
    find: async (query) => {
      asked = query
      const answer = await library.find(query).catch(() => null)
      if (!answer || asked !== query) return
      const found = withUnsaved(answer, query)
      const ids = new Set(found.entries.map(({ id }) => id))
      // What is out of sight is not selected: a press on Delete must not reach further than the eye.
      set(({ selected }) => ({ found, selected: new Set([...selected].filter((id) => ids.has(id))) }))
    },
    rest: () => {
      asked = null
    },
    select: (selected) => set({ selected }),
    mark: (ids, isFavourite) =>
      set(({ found }) => ({
        found: found && {
          ...found,
          entries: found.entries.map((entry) => (ids.has(entry.id) ? { ...entry, isFavourite } : entry)),
        },
      })),
    take: (ids) =>
      set(({ found, selected }) => {
        const entries = found?.entries.filter(({ id }) => !ids.has(id)) ?? []
        const gone = (found?.entries.length ?? 0) - entries.length
        return {
          found: found && { ...found, entries, total: Math.max(0, found.total - gone) },
          selected: new Set([...selected].filter((id) => !ids.has(id))),
        }
      }),
  }))

  const withUnsaved = (found: FoundPictures, query: GalleryQuery): FoundPictures => {
    const { pictures, hiddenTask } = gallery.getState()
    const matches = matcherOf(query)
    const known = new Set(found.entries.map(({ id }) => id))
    const own = pictures
      .filter(({ id, saved }) => !saved && !known.has(id))
      .map((record) => indexPicture(record))
    const isShown = ({ id }: GalleryEntry) => hiddenTask === null || !id.startsWith(`${hiddenTask}-`)
    const shown = hiddenTask === null ? found.entries : found.entries.filter(isShown)
    const entries = [...own.filter(matches).map(entryOf), ...shown]
    if (own.length > 0) entries.sort(byNewest)
    const hidden = found.entries.length - shown.length
    return { ...found, entries, total: found.total + own.length - hidden }
  }

  store.subscribe(({ selected }, before) => {
    if (selected !== before.selected) kept.write([...selected].slice(0, KEPT_SELECTED))
  })
  gallery.subscribe(({ version }, before) => {
    if (version !== before.version && asked) void store.getState().find({ ...asked })
  })
  return store
}

function keptSelection(kept: StoredValue): ReadonlySet<PictureId> {
  const value = kept.read()
  const ids = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
  // Ids that are none select nothing.
  return new Set(ids as PictureId[])
}
