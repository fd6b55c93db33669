import type { KeyboardEvent, RefObject } from 'react'
import type { ZoomHandle } from '../../ui/ZoomPane.tsx'
import { usePictureActions } from '../picture/use-picture-actions.ts'
import { usePlaceShortcuts } from '../shortcuts/use-place-shortcuts.ts'
import type { Opened } from './use-opened.ts'

/** How far an arrow key moves what is seen, in pixels of the page. */
const PAN = 120

/** What every key does in full view. */
export function useFullViewKeys(parts: {
  readonly opened: Opened
  readonly pane: RefObject<ZoomHandle | null>
  readonly toggleInfo: () => void
}): (event: KeyboardEvent) => void {
  const { opened, pane, toggleInfo } = parts
  const { picture, previous, next } = opened
  const act = usePictureActions()
  const onPicture = (action: 'favourite' | 'download' | 'compare' | 'reuse' | 'delete') => () => {
    if (picture) act[action](picture)
  }
  const pan = (x: number, y: number) => () => pane.current?.pan(x, y)
  const onKeyDown = usePlaceShortcuts('full', {
    previous: () => previous?.(),
    next: () => next?.(),
    zoomIn: () => pane.current?.step(1),
    zoomOut: () => pane.current?.step(-1),
    fit: () => pane.current?.fit(),
    actual: () => pane.current?.zoomTo(1),
    double: () => pane.current?.zoomTo(2),
    panLeft: pan(PAN, 0),
    panRight: pan(-PAN, 0),
    panUp: pan(0, PAN),
    panDown: pan(0, -PAN),
    info: toggleInfo,
    favourite: onPicture('favourite'),
    download: onPicture('download'),
    compare: onPicture('compare'),
    reuse: onPicture('reuse'),
    remove: onPicture('delete'),
  })
  const REPEATS = /^(Arrow|[+=-]$)/u
  return (event) => {
    // Held down, other keys would mark, unmark or delete again and again.
    if (!event.repeat || REPEATS.test(event.key)) onKeyDown(event)
  }
}
