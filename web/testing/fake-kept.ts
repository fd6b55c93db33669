import type { EncodedImage } from '../../contract/image.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import type { TaskId, TaskState } from '../../contract/task.ts'
import type { UserFile } from '../../contract/user-files.ts'

/** What is in the fake's database. */
export interface FakeKept {
  readonly tasks: Map<TaskId, TaskState>
  readonly pictures: Map<
    string,
    { readonly record: PictureRecord; readonly file: EncodedImage; deleted: boolean }
  >
  readonly queue: { isPaused: boolean }
  /** By kind and name. */
  readonly userFiles: Map<string, { readonly file: UserFile; readonly bytes: Blob }>
}
