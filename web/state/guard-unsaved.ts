import type { StoreApi } from 'zustand/vanilla'
import type { GalleryState } from './gallery.ts'

/**
 * Asks before the page is left, while there are pictures that no storage has. At no other time.
 *
 * @param page the window
 */
export function guardUnsaved(gallery: Pick<StoreApi<GalleryState>, 'subscribe'>, page: EventTarget): void {
  let isGuarding = false
  const ask = (event: Event) => event.preventDefault()
  gallery.subscribe(({ pictures }) => {
    const hasUnsaved = pictures.some(({ saved }) => !saved)
    if (hasUnsaved === isGuarding) return
    isGuarding = hasUnsaved
    // Only while it is needed: the listener alone would keep the page out of the browser's cache for Back.
    if (hasUnsaved) page.addEventListener('beforeunload', ask)
    else page.removeEventListener('beforeunload', ask)
  })
}
