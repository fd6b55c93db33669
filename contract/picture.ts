import type { PictureMime } from './image.ts'
import type { PictureParameters } from './metadata/parameters.ts'
import type { GenerationRequest } from './request.ts'
import type { TaskId, TaskOrigin } from './task-id.ts'

/** Names a picture: the task's id and the image's index, so that a repeated attempt overwrites and never doubles. */
export type PictureId = string & { readonly __brand: 'PictureId' }

/** The id of image `index` of a task. */
export function pictureId(taskId: TaskId, index: number): PictureId {
  // A brand exists for the compiler only; this function is where ids are born.
  return `${taskId}-${index}` as PictureId
}

/** Where a picture came from: a task of the page or of the relay, or a file that was brought here. */
export type PictureOrigin = TaskOrigin | 'imported'

/** A finished picture with its full record: what was asked, what was run, and what came out. */
export interface PictureRecord {
  readonly id: PictureId
  readonly taskId: TaskId
  readonly origin: PictureOrigin
  /** Which image of its task, from 0. */
  readonly index: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly mime: PictureMime
  /** Size of the file. */
  readonly bytes: number
  readonly width: number
  readonly height: number
  readonly seed: string
  /**
   * The request that makes exactly this picture again: one image, its own seed, everything else as asked. Pictures that
   * were handed in are named in it and empty.
   */
  readonly request: GenerationRequest
  /** What was really run, as written into the file. */
  readonly parameters: PictureParameters
  /** False while the file is only in memory because the browser had no room for it. */
  readonly saved: boolean
  /** Marked by its owner. Known to the gallery alone; the file says nothing of it. */
  readonly isFavourite: boolean
}
