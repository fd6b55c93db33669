import { useEffect, useState, type RefObject } from 'react'

/** How much room the page has: under 640, under 1024, and from there on. */
export type LayoutClass = 'phone' | 'tablet' | 'wide'

/** The layout class of an element's own width; follows it without scroll or resize listeners. */
export function useLayoutClass(element: RefObject<HTMLElement | null>): LayoutClass {
  const [layout, setLayout] = useState<LayoutClass>(() => layoutOf(innerWidth))
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setLayout(layoutOf(entry.contentRect.width))
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return layout
}

function layoutOf(width: number): LayoutClass {
  if (width < 640) return 'phone'
  return width < 1024 ? 'tablet' : 'wide'
}
