/** A point of the page, in pixels. */
export interface Point {
  readonly x: number
  readonly y: number
}

const MIN_WAY = 56

/** Where a finger that moved from one point to another wants to go: the picture before or after; 0 for neither. */
export function swipeStep(from: Point, to: Point): 1 | -1 | 0 {
  const [x, y] = [to.x - from.x, to.y - from.y]
  if (Math.abs(x) < MIN_WAY || Math.abs(x) < 2 * Math.abs(y)) return 0
  return x < 0 ? 1 : -1
}
