import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { PictureLibrary } from '../../contract/picture-library.ts'
import type { Studio } from '../../contract/studio.ts'
import type { TaskId } from '../../contract/task.ts'

/** Stands for the picture in the making where a picture's id would stand. */
export const LIVE = 'live'

/** What the gallery knows and shows. Newest first everywhere. */
export interface GalleryState {
  readonly pictures: readonly PictureRecord[]
  readonly total: number
  readonly status: 'loading' | 'ready' | 'failed'
  /** Hand this to the next page; null at the end. */
  readonly next: string | null
  /** Rises whenever the pictures were read again or one was made. */
  readonly version: number
  /** Records beyond the newest ones, read when somebody asked for them. */
  readonly records: ReadonlyMap<PictureId, PictureRecord>
  /** What full view goes through; null: the newest pictures. */
  readonly lineup: readonly PictureId[] | null
  /** The picture on the stage; null follows the newest. */
  readonly chosen: PictureId | null
  /** How often the user asked to follow what is being made. */
  readonly followed: number
  /** What is in full view. */
  readonly opened: PictureId | typeof LIVE | null
  /** The picture whose parameters are shown over the page. */
  readonly informed: PictureId | null
  /** The pictures that are compared; empty when none are. */
  readonly compare: readonly PictureId[]
  /** Pictures of this task stay out: the sample of a first visit. */
  readonly hiddenTask: TaskId | null
  /** Reads the newest page again; what is chosen stays. */
  readonly refresh: () => Promise<void>
  readonly loadMore: () => Promise<void>
  /** Reads records that are not known yet. */
  readonly fetch: (ids: readonly PictureId[]) => Promise<void>
  /** Opens full view on one of many pictures, of which full view shows one after another. */
  readonly openIn: (id: PictureId, lineup: readonly PictureId[]) => Promise<void>
  readonly add: (picture: PictureRecord) => void
  readonly remove: (ids: readonly PictureId[]) => void
  /** Shows removed pictures again, in their places. */
  readonly putBack: (pictures: readonly PictureRecord[]) => void
  /** Shows a mark at once; keeping it is up to the action. */
  readonly favourite: (ids: readonly PictureId[], isFavourite: boolean) => void
  /** Opens two to four pictures beside each other; an empty list closes them. */
  readonly openCompare: (ids: readonly PictureId[]) => void
  readonly choose: (id: PictureId | null) => void
  /** Goes back to what is being made. */
  readonly follow: () => void
  readonly open: (id: PictureId | typeof LIVE | null) => void
  readonly openInfo: (id: PictureId | null) => void
  readonly hideTask: (id: TaskId | null) => void
}

const PAGE_SIZE = 60
const KEPT_RECORDS = 100
/** Pictures on either side of the one in full view whose records are read ahead. */
const NEIGHBOURS = 3

/** Makes the gallery store over the studio's pictures. */
export function createGalleryStore(
  studio: Pick<Studio, 'pictures'> & { readonly pictureLibrary: Pick<PictureLibrary, 'records'> },
): StoreApi<GalleryState> {
  return createStore<GalleryState>((set, get) => ({
    pictures: [],
    total: 0,
    status: 'loading',
    next: null,
    version: 0,
    records: new Map(),
    lineup: null,
    chosen: null,
    followed: 0,
    opened: null,
    informed: null,
    compare: [],
    hiddenTask: null,
    refresh: async () => {
      // Without a store to read, what this visit made is still there.
      const page = await studio.pictures(null, Math.max(PAGE_SIZE, get().pictures.length)).catch(() => null)
      if (!page) return set({ status: 'failed' })
      const unsaved = get().pictures.filter((picture) => !picture.saved)
      const known = new Set(page.pictures.map(({ id }) => id))
      const extra = unsaved.filter(({ id }) => !known.has(id))
      const read = page.pictures.filter(isShown(get().hiddenTask)).map(unlessKnown(get().pictures))
      const pictures = newestFirst([...extra, ...read])
      const hidden = page.pictures.length + extra.length - pictures.length
      set(({ version }) => ({
        pictures,
        total: page.total + extra.length - hidden,
        next: page.next,
        status: 'ready',
        version: version + 1,
      }))
    },
    loadMore: async () => {
      const { next } = get()
      const page = next === null ? null : await studio.pictures(next, PAGE_SIZE).catch(() => null)
      if (!page || get().next !== next) return
      set(({ pictures }) => {
        const known = new Set(pictures.map(({ id }) => id))
        return {
          pictures: [...pictures, ...page.pictures.filter(({ id }) => !known.has(id))],
          next: page.next,
        }
      })
    },
    fetch: async (ids) => {
      const missing = ids.filter((id) => recordOf(get(), id) === undefined)
      const found = missing.length === 0 ? [] : await studio.pictureLibrary.records(missing).catch(() => [])
      if (found.length === 0) return
      set(({ records }) => {
        // The oldest ones go: what is shown was asked for last.
        const kept = [...records].slice(-KEPT_RECORDS)
        return { records: new Map([...kept, ...found.map((record) => [record.id, record] as const)]) }
      })
    },
    openIn: async (id, lineup) => {
      set({ lineup })
      await get().fetch(around(lineup, id))
      get().open(id)
    },
    add: (picture) =>
      set(({ pictures, total, hiddenTask, version }) => {
        if (!isShown(hiddenTask)(picture)) return {}
        const others = pictures.filter(({ id }) => id !== picture.id)
        return {
          pictures: [picture, ...others],
          total: total + 1 - (pictures.length - others.length),
          version: version + 1,
        }
      }),
    remove: (ids) =>
      set((state) => {
        const { pictures, total, chosen, opened, informed, compare, lineup } = state
        const gone = new Set(ids)
        const left = pictures.filter(({ id }) => !gone.has(id))
        const known = pictures.map(({ id }) => id)
        return {
          pictures: left,
          lineup: lineup?.filter((id) => !gone.has(id)) ?? null,
          total: total - (pictures.length - left.length),
          chosen: neighbour(known, gone, chosen),
          opened: opened === LIVE ? opened : neighbour(lineup ?? known, gone, opened),
          informed: informed !== null && ids.includes(informed) ? null : informed,
          // With one of them gone there is nothing to compare with.
          compare: compare.some((id) => ids.includes(id)) ? [] : compare,
        }
      }),
    putBack: (removed) =>
      set(({ pictures, total }) => {
        const known = new Set(pictures.map(({ id }) => id))
        const missing = removed.filter(({ id }) => !known.has(id))
        return { pictures: newestFirst([...pictures, ...missing]), total: total + missing.length }
      }),
    favourite: (ids, isFavourite) =>
      set(({ pictures, records }) => {
        const marked = new Set(ids)
        const mark = (picture: PictureRecord) =>
          marked.has(picture.id) ? { ...picture, isFavourite } : picture
        return {
          pictures: pictures.map(mark),
          records: new Map([...records].map(([id, record]) => [id, mark(record)])),
        }
      }),
    openCompare: (compare) => set({ compare }),
    choose: (chosen) => set({ chosen }),
    follow: () => set(({ followed }) => ({ chosen: null, followed: followed + 1 })),
    open: (opened) => {
      const { lineup, fetch } = get()
      set({ opened, lineup: opened === null ? null : lineup })
      // Its neighbours are at hand by the time somebody goes on.
      if (lineup && opened !== null && opened !== LIVE) void fetch(around(lineup, opened))
    },
    openInfo: (informed) => set({ informed }),
    hideTask: (hiddenTask) =>
      set(({ pictures, total }) => {
        const left = pictures.filter(isShown(hiddenTask))
        return { hiddenTask, pictures: left, total: total - (pictures.length - left.length) }
      }),
  }))
}

const isShown = (hiddenTask: TaskId | null) => (picture: PictureRecord) => picture.taskId !== hiddenTask

/** A record that says what is known already stays the same object: nothing that shows it is drawn again. */
function unlessKnown(pictures: readonly PictureRecord[]): (read: PictureRecord) => PictureRecord {
  const known = new Map(pictures.map((picture) => [picture.id, picture]))
  return (read) => {
    const before = known.get(read.id)
    return before && JSON.stringify(before) === JSON.stringify(read) ? before : read
  }
}

const newestFirst = (pictures: readonly PictureRecord[]) =>
  [...pictures].sort((a, b) => b.createdAt - a.createdAt || b.index - a.index)

/** What takes a removed picture's place: the next older one, else the next newer, else nothing. */
function neighbour(
  ids: readonly PictureId[],
  gone: ReadonlySet<PictureId>,
  id: PictureId | null,
): PictureId | null {
  if (id === null || !gone.has(id)) return id
  const at = Math.max(0, ids.indexOf(id))
  const isLeft = (one: PictureId) => !gone.has(one)
  return ids.slice(at).find(isLeft) ?? ids.slice(0, at).findLast(isLeft) ?? null
}

/** A picture and those beside it. */
function around(lineup: readonly PictureId[], id: PictureId): readonly PictureId[] {
  const at = lineup.indexOf(id)
  return at < 0 ? [id] : lineup.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)
}

/** The record of a picture, as far as it is known; undefined for what is no picture. */
export function recordOf(
  { pictures, records }: Pick<GalleryState, 'pictures' | 'records'>,
  id: string | null,
): PictureRecord | undefined {
  // Looked up only: a text that is no id finds nothing.
  return pictures.find((picture) => picture.id === id) ?? records.get(id as PictureId)
}

/** What full view goes through, by id. Not stable: for use outside selectors. */
export function lineupOf({
  lineup,
  pictures,
}: Pick<GalleryState, 'lineup' | 'pictures'>): readonly PictureId[] {
  return lineup ?? pictures.map(({ id }) => id)
}
