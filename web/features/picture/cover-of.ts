import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'

/** What {@link coverOf} decides by. */
export interface CoverFacts {
  /** The task that is being followed. */
  readonly live: TaskState | null
  /** The task whose previews lay over the picture until now. */
  readonly before: TaskState | null
  readonly picture: PictureRecord | null
  /** The picture that is decoded. */
  readonly readyId: PictureId | null
}

/** The task whose previews lie over the picture: an ended one's too, until the picture it made is decoded. */
export function coverOf({ live, before, picture, readyId }: CoverFacts): TaskState | null {
  if (live) return live
  const becomesPicture = before !== null && picture?.taskId === before.task.id
  return becomesPicture && readyId !== picture.id ? before : null
}
