import { useEffect, type RefObject } from 'react'

/** Below this width the page behaves as on a phone, where Back closes what is open. */
const PHONE = '(width < 640px)'
const MARK = 'data-overlay'

/**
 * On phones, gives what stands over the page an entry in the history, so that Back closes it. Dialogs that follow or
 * stand upon each other share the entries: there are as many as dialogs.
 *
 * @param element the dialog
 */
export function useBackCloses(element: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const dialog = element.current
    if (!dialog || !matchMedia(PHONE).matches) return
    dialog.setAttribute(MARK, '')
    const onPop = () => {
      const depth = [...document.querySelectorAll(`[${MARK}]`)].indexOf(dialog) + 1
      if (depth > depthOfEntry()) onClose()
    }
    addEventListener('popstate', onPop)
    // In the next turn: one that is gone by then leaves no entry behind, and its follower takes the entry over.
    setTimeout(settle)
    return () => {
      removeEventListener('popstate', onPop)
      dialog.removeAttribute(MARK)
      setTimeout(settle)
    }
    // Once per opening: the entry in the history belongs to the dialog's life.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
}

/** Brings the history to as many entries as there are dialogs. */
function settle(): void {
  const wanted = document.querySelectorAll(`[${MARK}]`).length
  const depth = depthOfEntry()
  for (let entry = depth + 1; entry <= wanted; entry++) history.pushState({ overlay: entry }, '')
  if (depth > wanted) history.go(wanted - depth)
}

function depthOfEntry(): number {
  const state: unknown = history.state
  if (typeof state !== 'object' || state === null || !('overlay' in state)) return 0
  return typeof state.overlay === 'number' ? state.overlay : 0
}
