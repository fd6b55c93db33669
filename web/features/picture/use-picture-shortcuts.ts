import type { KeyboardEvent } from 'react'
import type { PictureRecord } from '../../../contract/picture.ts'
import { recordOf } from '../../state/gallery.ts'
import { usePage } from '../../state/page-context.tsx'
import { usePlaceShortcuts } from '../shortcuts/use-place-shortcuts.ts'
import { usePictureActions, type PictureActions } from './use-picture-actions.ts'

/**
 * Lets letters and Delete act on a picture while focus is in the place around it.
 *
 * @param pictureOf the picture that is meant when a key is pressed; null for none
 */
export function usePictureShortcuts(pictureOf: () => PictureRecord | null): (event: KeyboardEvent) => void {
  const act = usePictureActions()
  const on = (action: keyof PictureActions) => () => {
    const picture = pictureOf()
    if (picture) act[action](picture)
  }
  const onKeyDown = usePlaceShortcuts('gallery', {
    favourite: on('favourite'),
    download: on('download'),
    compare: on('compare'),
    reuse: on('reuse'),
    info: on('info'),
    remove: on('delete'),
  })
  // Held down, a key would mark, unmark or delete again and again.
  return (event) => {
    if (!event.repeat) onKeyDown(event)
  }
}

/** The same for a grid of pictures: the one with the focus is meant. */
export function useGalleryShortcuts(): (event: KeyboardEvent) => void {
  const { gallery } = usePage()
  return usePictureShortcuts(() => {
    const id = document.activeElement?.closest('[data-key]')?.getAttribute('data-key')
    return recordOf(gallery.getState(), id ?? null) ?? null
  })
}
