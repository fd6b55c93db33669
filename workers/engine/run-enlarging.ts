import type { TaskTimings } from '../../contract/task.ts'
import { isSkip } from '../pipeline/between-calls.ts'
import { keepPicture } from './keep-picture.ts'
import { createProgress } from './progress.ts'
import { fitPicture, remakeParts } from './remake.ts'
import type { RunJob, RunParts, RunReport } from './run-parts.ts'
import { createStopwatch } from './stopwatch.ts'
import type { Interrupts } from './task-queue.ts'

/** A task whose picture is only enlarged: no model is loaded for it and no prompt is read. */
export async function runEnlarging(
  { task, model: entry, plan, done }: RunJob,
  parts: RunParts,
  interrupts: Interrupts,
  report: RunReport,
): Promise<TaskTimings> {
  const times = createStopwatch(parts.clock)
  const progress = createProgress(0, 1)
  const asked = task.request.upscale_or_vary
  const [image] = plan.images
  const { remake } = plan
  if (!remake || !asked || !image || done.has(image.index)) return times.timings()
  report.progress(progress.phase(), 'Initializing ...', { kind: 'starting' })
  const skip = interrupts.skip()
  const tools = remakeParts(parts, interrupts, skip, { report, percentAt: () => progress.nextPhase() })
  try {
    const pixels = await times.measure('decode', () =>
      fitPicture(remake, asked.uov_input_image, entry, tools),
    )
    await tools.between()
    report.progress(100, 'Saving image to system ...', { kind: 'save', image: 1, images: 1 })
    // No step was run: its record must not say otherwise.
    const made = { ...image, width: pixels.width, height: pixels.height, steps: 0 }
    await keepPicture(pixels, { image: made, entry, refiner: null, task }, parts, report)
  } catch (error) {
    if (!isSkip(error, interrupts.stop)) throw error
    report.skipped(image.index)
  }
  return times.timings()
}
