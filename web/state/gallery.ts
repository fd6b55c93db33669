import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PictureId, PictureRecord } from '../../contract/picture.ts'
import type { Studio } from '../../contract/studio.ts'
import type { TaskId } from '../../contract/task.ts'

/** What the gallery knows and shows. Newest first everywhere. */
export interface GalleryState {
  readonly pictures: readonly PictureRecord[]
  readonly total: number
  readonly status: 'loading' | 'ready' | 'failed'
  /** Hand this to the next page; null at the end. */
  readonly next: string | null
  /** The picture on the stage; null follows the newest. */
  readonly chosen: PictureId | null
  /** The picture in full view. */
  readonly opened: PictureId | null
  /** Pictures of this task stay out: the sample of a first visit. */
  readonly hiddenTask: TaskId | null
  /** Reads the newest page again; what is chosen stays. */
  readonly refresh: () => Promise<void>
  readonly loadMore: () => Promise<void>
  readonly add: (picture: PictureRecord) => void
  readonly remove: (ids: readonly PictureId[]) => void
  /** Shows removed pictures again, in their places. */
  readonly putBack: (pictures: readonly PictureRecord[]) => void
  readonly choose: (id: PictureId | null) => void
  readonly open: (id: PictureId | null) => void
  readonly hideTask: (id: TaskId | null) => void
}

const PAGE_SIZE = 60

/** Makes the gallery store over the studio's pictures. */
export function createGalleryStore(studio: Pick<Studio, 'pictures'>): StoreApi<GalleryState> {
  return createStore<GalleryState>((set, get) => ({
    pictures: [],
    total: 0,
    status: 'loading',
    next: null,
    chosen: null,
    opened: null,
    hiddenTask: null,
    refresh: async () => {
      // Without a store to read, what this visit made is still there.
      const page = await studio.pictures(null, Math.max(PAGE_SIZE, get().pictures.length)).catch(() => null)
      if (!page) return set({ status: 'failed' })
      const unsaved = get().pictures.filter((picture) => !picture.saved)
      const known = new Set(page.pictures.map(({ id }) => id))
      const extra = unsaved.filter(({ id }) => !known.has(id))
      const pictures = newestFirst([...extra, ...page.pictures.filter(isShown(get().hiddenTask))])
      const hidden = page.pictures.length + extra.length - pictures.length
      set({ pictures, total: page.total + extra.length - hidden, next: page.next, status: 'ready' })
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
    add: (picture) =>
      set(({ pictures, total, hiddenTask }) => {
        if (!isShown(hiddenTask)(picture)) return {}
        const others = pictures.filter(({ id }) => id !== picture.id)
        return { pictures: [picture, ...others], total: total + 1 - (pictures.length - others.length) }
      }),
    remove: (ids) =>
      set(({ pictures, total, chosen, opened }) => {
        const left = pictures.filter(({ id }) => !ids.includes(id))
        return {
          pictures: left,
          total: total - (pictures.length - left.length),
          chosen: neighbour(pictures, ids, chosen),
          opened: neighbour(pictures, ids, opened),
        }
      }),
    putBack: (removed) =>
      set(({ pictures, total }) => {
        const known = new Set(pictures.map(({ id }) => id))
        const missing = removed.filter(({ id }) => !known.has(id))
        return { pictures: newestFirst([...pictures, ...missing]), total: total + missing.length }
      }),
    choose: (chosen) => set({ chosen }),
    open: (opened) => set({ opened }),
    hideTask: (hiddenTask) =>
      set(({ pictures, total }) => {
        const left = pictures.filter(isShown(hiddenTask))
        return { hiddenTask, pictures: left, total: total - (pictures.length - left.length) }
      }),
  }))
}

const isShown = (hiddenTask: TaskId | null) => (picture: PictureRecord) => picture.taskId !== hiddenTask
const newestFirst = (pictures: readonly PictureRecord[]) =>
  [...pictures].sort((a, b) => b.createdAt - a.createdAt || b.index - a.index)

/** What takes a removed picture's place: the next older one, else the next newer, else nothing. */
function neighbour(
  pictures: readonly PictureRecord[],
  removed: readonly PictureId[],
  id: PictureId | null,
): PictureId | null {
  if (id === null || !removed.includes(id)) return id
  const at = pictures.findIndex((picture) => picture.id === id)
  const isLeft = (picture: PictureRecord) => !removed.includes(picture.id)
  return (pictures.slice(at).find(isLeft) ?? pictures.slice(0, Math.max(at, 0)).findLast(isLeft))?.id ?? null
}
