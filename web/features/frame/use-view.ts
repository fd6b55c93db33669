import { useState, useSyncExternalStore } from 'react'
import { viewOf, type View } from './views.ts'

/** The view in the address. Behind the hash, so that any file server serves it and Back works. */
export function useView(): View {
  return viewOf(useHash())
}

/** What stands behind the hash: a view, and what it shows after a question mark. */
export function useHash(): string {
  return useSyncExternalStore(subscribe, () => location.hash)
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

/** Whether the view is another one than the page was opened with, or was meanwhile. */
export function useHasMoved(view: View): boolean {
  const [last, setLast] = useState(view)
  const [hasMoved, setMoved] = useState(false)
  if (view !== last) {
    setLast(view)
    setMoved(true)
  }
  return hasMoved
}
