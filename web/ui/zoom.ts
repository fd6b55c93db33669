/** Width and height in pixels of any kind. */
export interface Extent {
  readonly width: number
  readonly height: number
}

/** The largest zoom: one pixel of a picture becomes a tile of 16. */
export const MAX_ZOOM = 16

/** How far + and − go. */
const STEP = 1.25

/** Where + and − stop on their way. */
const MARKS = [1, 2]

/**
 * The zoom at which a picture is seen whole; 1 is one pixel of it on one of the page.
 *
 * @param largest how far it may be enlarged for that
 */
export function fitZoom(picture: Extent, room: Extent, largest: number): number {
  const fit = Math.min(room.width / picture.width, room.height / picture.height)
  return Math.min(MAX_ZOOM, Math.max(0.01, Math.min(fit, largest)))
}

/** True when two zooms look the same. */
export function isSameZoom(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < 0.005
}

/** The next zoom in or out, between fit and the largest; 100 % and 200 % are not skipped. */
export function nextZoom(zoom: number, direction: 1 | -1, fit: number): number {
  const next = direction > 0 ? zoom * STEP : zoom / STEP
  const [low, high] = direction > 0 ? [zoom, next] : [next, zoom]
  const mark = [...MARKS, fit].find(
    (one) => one > low && one < high && !isSameZoom(one, low) && !isSameZoom(one, high),
  )
  return Math.min(MAX_ZOOM, Math.max(Math.min(fit, 1), mark ?? next))
}

/** What a double click goes to: from fit to 100 %, from anything else back to fit; to 200 % where fit is 100 %. */
export function doubleClickZoom(zoom: number, fit: number): number {
  if (!isSameZoom(zoom, fit)) return fit
  return isSameZoom(fit, 1) ? 2 : 1
}

/** Where a picture lies in its pane: its corner in pixels of the page, and how large it is. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** What of a picture is seen, in a way that means the same in any pane and for any size. */
export interface Look {
  /** The point of the picture in the middle of the pane, as shares of its width and height. */
  readonly u: number
  readonly v: number
  /** How many times larger than whole. */
  readonly times: number
}

/** What a {@link Place} is measured by. */
export interface PaneFacts {
  readonly picture: Extent
  readonly room: Extent
  readonly fit: number
}

/** What is seen of a picture at a place. */
export function lookAt({ x, y, zoom }: Place, { picture, room, fit }: PaneFacts): Look {
  return {
    u: (room.width / 2 - x) / (zoom * picture.width),
    v: (room.height / 2 - y) / (zoom * picture.height),
    times: zoom / fit,
  }
}

/** Where a picture must lie for the same to be seen of it. */
export function placeOf({ u, v, times }: Look, { picture, room, fit }: PaneFacts): Place {
  const zoom = times * fit
  return {
    x: room.width / 2 - u * zoom * picture.width,
    y: room.height / 2 - v * zoom * picture.height,
    zoom,
  }
}
