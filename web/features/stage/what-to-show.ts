import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import type { TaskState } from '../../../contract/task.ts'

/** What the stage can show. */
export type Show =
  | { readonly kind: 'live'; readonly task: TaskState; readonly picture: PictureRecord | null }
  | { readonly kind: 'sample'; readonly task: TaskState; readonly picture: PictureRecord | null }
  | { readonly kind: 'picture'; readonly picture: PictureRecord }
  | { readonly kind: 'failed'; readonly task: TaskState }
  | { readonly kind: 'empty' }

/** What there is to choose from. */
export interface StageFacts {
  readonly current: TaskState | undefined
  readonly lastEnded: TaskState | undefined
  readonly sample: TaskState | undefined
  readonly pictures: readonly PictureRecord[]
  readonly chosen: PictureId | null
}

/**
 * Decides what the stage shows. A chosen picture stays whatever happens; else the running task, then the failure
 * of the last one, then the newest picture.
 */
export function whatToShow({ current, lastEnded, sample, pictures, chosen }: StageFacts): Show {
  const picked = chosen === null ? undefined : pictures.find(({ id }) => id === chosen)
  if (picked) return { kind: 'picture', picture: picked }
  if (current) return { kind: 'live', task: current, picture: current.pictures.at(-1) ?? null }
  // What failed for a caller of the API is told to that caller, not to the person here.
  const isOurs = lastEnded?.task.origin === 'page'
  if (isOurs && lastEnded.phase === 'failed' && lastEnded.pictures.length === 0)
    return { kind: 'failed', task: lastEnded }
  if (sample && sample.phase !== 'failed') {
    return { kind: 'sample', task: sample, picture: sample.pictures.at(-1) ?? null }
  }
  return pictures[0] ? { kind: 'picture', picture: pictures[0] } : { kind: 'empty' }
}
