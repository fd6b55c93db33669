import { useSyncExternalStore } from 'react'

const QUERY = '(prefers-reduced-motion: reduce)'

/** The page's own setting stands at its root. */
const prefersLess = () => matchMedia(QUERY).matches || document.documentElement.dataset.motion === 'less'

/** Whether the device or the page's settings ask for little movement; for what no style sheet moves. */
export function usePrefersLessMotion(): boolean {
  return useSyncExternalStore((onChange) => {
    const media = matchMedia(QUERY)
    media.addEventListener('change', onChange)
    return () => media.removeEventListener('change', onChange)
  }, prefersLess)
}
