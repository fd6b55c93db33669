import { useSyncExternalStore } from 'react'

/** The views there are. */
export type View = 'create' | 'gallery'

/** The view in the address. Behind the hash, so that any file server serves it and Back works. */
export function useView(): View {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return hash === '#/gallery' ? 'gallery' : 'create'
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
