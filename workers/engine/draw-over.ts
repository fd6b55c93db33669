import type { PixelSize } from '../../contract/image.ts'
import type { Latent } from '../models/ports.ts'
import type { ProgressArithmetic } from './progress.ts'
import { fitPicture, latentOf, remakeParts } from './remake.ts'
import type { RunJob, RunParts, RunReport } from './run-parts.ts'
import type { Interrupts } from './task-queue.ts'

/** What every image of a task is drawn over. */
export interface DrawnOver {
  readonly latent: Latent
  /** Of the pictures that come of it. */
  readonly size: PixelSize
}

/** Who hears of the preparation, and what ends it. */
interface OverTools {
  readonly progress: ProgressArithmetic
  readonly report: RunReport
  /** Of the image, where there is only one. */
  readonly skip: AbortSignal
}

/** The picture that was handed in, encoded once for all images of the task; null where none was. */
export async function encodeHandedIn(
  { task, model, plan }: RunJob,
  { progress, report, skip }: OverTools,
  parts: RunParts,
  interrupts: Interrupts,
): Promise<DrawnOver | null> {
  const { remake } = plan
  const asked = task.request.upscale_or_vary
  if (!remake || !asked) return null
  const tools = remakeParts(parts, interrupts, skip, {
    report,
    // Fooocus counts the encoding of a variation with what comes before it.
    percentAt: (phase) =>
      phase === 'encode' && remake.kind === 'vary' ? progress.phase() : progress.nextPhase(),
  })
  const picture = await fitPicture(remake, asked.uov_input_image, model, tools)
  const latent = await latentOf(picture, model, tools)
  return { latent, size: { width: picture.width, height: picture.height } }
}
