import { useEffect, useState, type RefObject } from 'react'

type Hear = (isNear: boolean) => void

/** Tells elements of one scrolled place whether they are in sight or close to it. */
export interface NearWatch {
  watch(element: Element, hear: Hear): () => void
}

/**
 * @param margin how far beyond what is in sight counts as near, in pixels
 * @param axis the way it scrolls
 */
export function createNearWatch(margin: number, axis: 'down' | 'sideways' = 'down'): NearWatch {
  const heard = new WeakMap<Element, Hear>()
  let observer: IntersectionObserver | null = null
  const start = (element: Element) =>
    new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) heard.get(target)?.(isIntersecting)
      },
      // A margin counts only around the element that scrolls, which has to be named.
      {
        root: element.closest('[data-scrolls]'),
        rootMargin: axis === 'down' ? `${margin}px 0px` : `0px ${margin}px`,
      },
    )
  return {
    watch: (element, hear) => {
      observer ??= start(element)
      heard.set(element, hear)
      observer.observe(element)
      return () => observer?.unobserve(element)
    },
  }
}

/**
 * Whether an element is in sight or close to it.
 *
 * @param watch null: everything counts as near
 * @param first what to take it for until it is known
 */
export function useNear(ref: RefObject<Element | null>, watch: NearWatch | null, first: boolean): boolean {
  const [isNear, setNear] = useState(first)
  useEffect(() => {
    return watch && ref.current ? watch.watch(ref.current, setNear) : undefined
  }, [ref, watch])
  return watch === null || isNear
}
