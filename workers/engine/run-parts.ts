import type { EncodedImage, PixelImage } from '../../contract/image.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { PictureRecord } from '../../contract/picture.ts'
import type { Activity, Notice, Task } from '../../contract/task.ts'
import type { ReadPicture } from '../pipeline/read-picture.ts'
import type { TaskPlan } from '../planning/plan-task.ts'
import type { ImagePlan } from '../planning/plan.ts'
import type { Clock } from './clock.ts'
import type { ModelShelf } from './model-shelf.ts'

/** What happens while a plan runs; the engine makes events of it. */
export interface RunReport {
  progress(percent: number, message: string, activity: Activity, preview?: PixelImage | null): void
  picture(picture: PictureRecord, file: EncodedImage): Promise<void>
  skipped(index: number): void
  /** What loading found out, besides what planning had told. */
  notices(found: readonly Notice[]): void
}

/** What running a plan needs. */
export interface RunParts {
  readonly shelf: ModelShelf
  readonly clock: Clock
  readonly readPicture: ReadPicture
  /** Makes the file of a picture, parameters inside. */
  readonly writePicture: (
    image: PixelImage,
    plan: ImagePlan,
    parameters: PictureRecord['parameters'],
  ) => Promise<EncodedImage>
}

/** One task, ready to run. */
export interface RunJob {
  readonly task: Task
  readonly model: ModelEntry
  readonly plan: TaskPlan
  /** Images that an earlier attempt has finished already. */
  readonly done: ReadonlySet<number>
}
