import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { PageStores } from '../../state/page-stores.ts'
import { usePage } from '../../state/page-context.tsx'
import { createPictureList, type PictureListState } from '../../state/picture-list.ts'
import { storedValue } from '../../state/stored-value.ts'

/** Made when the gallery is first opened, and kept while the page is there: what is selected stays so. */
const lists = new WeakMap<PageStores['gallery'], StoreApi<PictureListState>>()

/** The list of the page's gallery. */
export function usePictureListStore(): StoreApi<PictureListState> {
  const page = usePage()
  const known = lists.get(page.gallery)
  if (known) return known
  const made = createPictureList(
    page,
    storedValue(() => sessionStorage, 'fooocus-tab-selected'),
  )
  lists.set(page.gallery, made)
  return made
}

/** A value derived from the list. Selectors must return stable values. */
export const usePictureList = <T>(select: (state: PictureListState) => T): T =>
  useStore(usePictureListStore(), select)
