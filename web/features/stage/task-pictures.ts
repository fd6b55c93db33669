import type { PictureRecord } from '../../../contract/picture.ts'
import type { Show } from './what-to-show.ts'

/** The pictures of the task that is looked at, first image first, and how many it is to have. */
export interface TaskPictures {
  readonly pictures: readonly PictureRecord[]
  readonly count: number
}

/**
 * The pictures that stand beside the one on the stage.
 *
 * @param pictures all that are known, newest first
 */
export function taskPictures(show: Show, pictures: readonly PictureRecord[]): TaskPictures {
  const taskId =
    show.kind === 'live' ? show.task.task.id : show.kind === 'picture' ? show.picture.taskId : null
  const own = pictures.filter((picture) => picture.taskId === taskId).sort((a, b) => a.index - b.index)
  return { pictures: own, count: show.kind === 'live' ? Math.max(show.task.images, own.length) : own.length }
}
