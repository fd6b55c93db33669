import { useState } from 'react'
import type { PixelSize } from '../../../contract/image.ts'
import type { PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'
import { sizeOf } from '../../state/effective-request.ts'
import { coverOf } from './cover-of.ts'
import { useReadyPicture, type ReadyPicture } from './use-ready-picture.ts'

/** What lies over each other where a picture is looked at. */
export interface Layers {
  readonly below: ReadyPicture | null
  /** The task whose previews lie over it. */
  readonly cover: TaskState | null
  /** Of both; it never changes between preview and picture. */
  readonly size: PixelSize | null
}

/**
 * The picture to show and the previews over it. Previews stay until the picture that they become is decoded; a
 * picture of another task never shows below them.
 */
export function useLayers(picture: PictureRecord | null, live: TaskState | null): Layers {
  const ready = useReadyPicture(picture)
  const [before, setBefore] = useState(live)
  const cover = coverOf({ live, before, picture, readyId: ready?.picture.id ?? null })
  if (cover !== before) setBefore(cover)
  const below = ready && (!cover || ready.picture.taskId === cover.task.id) ? ready : null
  const size = cover ? (picture ?? sizeOf(cover.task.request)) : (below?.picture ?? picture)
  return { below, cover, size }
}
