import { useSyncExternalStore } from 'react'

/** The views there are. */
export type View = 'create' | 'gallery' | 'relay'

const BY_HASH: Readonly<Record<string, View>> = { '#/gallery': 'gallery', '#/relay': 'relay' }

/** The view in the address. Behind the hash, so that any file server serves it and Back works. */
export function useView(): View {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return BY_HASH[hash] ?? 'create'
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
