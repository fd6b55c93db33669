import type { PixelImage } from '../../contract/image.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import { pictureId, type PictureRecord } from '../../contract/picture.ts'
import type { Task } from '../../contract/task.ts'
import { pictureParameters } from '../pipeline/picture-parameters.ts'
import type { ImagePlan } from '../planning/plan.ts'
import type { RunParts, RunReport } from './run-parts.ts'

/** What a picture says of how it was made. */
export interface PictureOrigins {
  readonly image: ImagePlan
  readonly entry: ModelEntry
  readonly refiner: ModelEntry | null
  readonly task: Task
}

/** Makes the file of a finished picture and hands both out. */
export async function keepPicture(
  pixels: PixelImage,
  { image, entry, refiner, task }: PictureOrigins,
  parts: RunParts,
  report: RunReport,
): Promise<void> {
  const parameters = pictureParameters(image, entry, refiner)
  const file = await parts.writePicture(pixels, image, parameters)
  const picture: PictureRecord = {
    id: pictureId(task.id, image.index),
    taskId: task.id,
    origin: task.origin,
    index: image.index,
    createdAt: parts.clock.now(),
    mime: file.mime,
    bytes: file.bytes.byteLength,
    width: pixels.width,
    height: pixels.height,
    seed: image.seed,
    request: image.request,
    parameters,
    saved: true,
    isFavourite: false,
  }
  await report.picture(picture, file)
}
