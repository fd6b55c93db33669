import { useEffect, useRef, useState, type RefObject } from 'react'

/** What is drawn in one go, so that drawing it does not hold up the page. */
const PORTION = 5
/** How far below what is in sight the next portion begins to be drawn, where the browser knows how to tell. */
const AHEAD = '300px'

/**
 * How much of a long list is drawn: a portion, and the next one each time its end comes near. Every item that is drawn
 * takes part in each change of the selection.
 *
 * @param key another one starts anew
 */
export function useGrowingList(key: string): {
  readonly limit: number
  /** For what stands behind the last item. */
  readonly end: RefObject<HTMLDivElement | null>
} {
  const [drawn, setDrawn] = useState({ key, limit: PORTION })
  if (drawn.key !== key) setDrawn({ key, limit: PORTION })
  const { limit } = drawn
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!end.current) return
    const more = () => setDrawn((before) => ({ ...before, limit: before.limit + PORTION }))
    const seen = ([entry]: readonly IntersectionObserverEntry[]) => entry?.isIntersecting && more()
    const observer = new IntersectionObserver(seen, { scrollMargin: AHEAD })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [key, limit])
  return { limit, end }
}
