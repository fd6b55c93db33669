import { useSyncExternalStore } from 'react'

/** The views there are. */
export type View = 'create' | 'gallery' | 'relay'

const BY_HASH: Readonly<Record<string, View>> = { '#/gallery': 'gallery', '#/relay': 'relay' }

/** The view in the address. Behind the hash, so that any file server serves it and Back works. */
export function useView(): View {
  return BY_HASH[useHash().split('?')[0] ?? ''] ?? 'create'
}

/** What stands behind the hash: a view, and what it shows after a question mark. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash)
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}
