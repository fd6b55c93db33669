import type { Places } from './places.ts'

/** Contents that load late get this many frames to grow as tall as they were. */
const FRAMES = 120

/**
 * Scrolls an element to where it was left, as soon as its contents are tall enough, and notes the place when it goes.
 * Whoever touches the page before that decides the place.
 *
 * @returns notes the place and ends it
 */
export function keepPlace(element: HTMLElement, name: string, places: Places): () => void {
  const wanted = places.read(name)
  let frames = wanted > 0 ? FRAMES : 0
  let frame = 0
  const restore = () => {
    if (frames-- <= 0) return
    element.scrollTop = wanted
    if (element.scrollTop < wanted - 1) frame = requestAnimationFrame(restore)
    else frames = 0
  }
  const giveWay = () => (frames = 0)
  // A page that goes before its contents are there keeps the old place.
  const note = () => {
    if (frames <= 0) places.write(name, element.scrollTop)
  }
  restore()
  element.addEventListener('wheel', giveWay, { passive: true })
  element.addEventListener('pointerdown', giveWay)
  element.addEventListener('keydown', giveWay)
  addEventListener('pagehide', note)
  return () => {
    note()
    cancelAnimationFrame(frame)
    element.removeEventListener('wheel', giveWay)
    element.removeEventListener('pointerdown', giveWay)
    element.removeEventListener('keydown', giveWay)
    removeEventListener('pagehide', note)
  }
}
