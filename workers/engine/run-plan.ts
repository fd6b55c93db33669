import { AppError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { Activity, Task, TaskTimings } from '../../contract/task.ts'
import { betweenCalls, isSkip, NEVER } from '../pipeline/between-calls.ts'
import { usesNegative } from '../pipeline/encode-prompt.ts'
import { expandPrompt } from '../pipeline/expand-prompt.ts'
import { generateImage, type Painters, type Watcher } from '../pipeline/generate.ts'
import type { ImagePlan } from '../planning/plan.ts'
import { encodeHandedIn, type DrawnOver } from './draw-over.ts'
import { keepPicture } from './keep-picture.ts'
import { loraNotices } from './lora-notices.ts'
import type { ModelShelf } from './model-shelf.ts'
import { createPainters } from './painters.ts'
import { createProgress } from './progress.ts'
import { runEnlarging } from './run-enlarging.ts'
import type { RunJob, RunParts, RunReport } from './run-parts.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import type { Interrupts } from './task-queue.ts'

/**
 * Runs all images of a task, with Fooocus' phases, wording and percentages.
 *
 * @returns where the time went
 * @throws Cancelled on a stop; AppError on a failure. Finished pictures were reported before
 */
export async function runPlan(
  run: RunJob,
  parts: RunParts,
  interrupts: Interrupts,
  report: RunReport,
): Promise<TaskTimings> {
  const { task, model: entry, plan, done } = run
  if (plan.remake?.denoise === null) return runEnlarging(run, parts, interrupts, report)
  const steps = plan.images[0]?.steps ?? 0
  const progress = createProgress(steps, plan.images.length)
  const times = createStopwatch(parts.clock)

  const [first, ...others] = plan.images.filter(({ index }) => !done.has(index))
  if (!first) return times.timings()
  report.progress(progress.phase(), 'Initializing ...', { kind: 'starting' })
  const loading = progress.nextPhase()
  report.progress(loading, 'Loading models ...', { kind: 'load', model: entry.name, part: 0, parts: 0 })
  const onActivity = (percent: number, activity: Activity) =>
    report.progress(percent, loadingMessage(activity), activity)
  // What is prepared for a single image is given up with it; for several it goes on, and the first is not drawn.
  const skip = others.length === 0 ? interrupts.skip() : NEVER
  const signal = AbortSignal.any([interrupts.stop, skip])
  const painters = createPainters({ plan, entry, shelf: parts.shelf, interrupts, signal, times, onActivity })
  try {
    const model = await painters.base(loading)
    await betweenCalls(interrupts.stop, skip)
    report.notices(loraNotices(model.loras()))

    report.progress(progress.nextPhase(), 'Processing prompts ...', { kind: 'prompt' })
    const expanded = await times.measure('encode', () =>
      expandAll({ entry, plan, done, progress, signal }, parts.shelf, report),
    )
    const negative = expanded[0] !== undefined && usesNegative(expanded[0], model)
    const encoding = { positive: progress.nextPhase(), negative: progress.nextPhase() }
    const over = await times.measure('encode', () =>
      encodeHandedIn(run, { progress, report, skip }, parts, interrupts),
    )
    progress.startSampling()
    const left = expanded.filter(({ index }) => !done.has(index))
    for (const image of left.map((one) => ({ ...one, ...over?.size }))) {
      if (image.index !== first.index) interrupts.nextImage()
      const number = image.index + 1
      const start = progress.startImage(image.index)
      const encodingAt = (phase: number) => Math.max(phase, start)
      report.progress(encodingAt(encoding.positive), `Encoding positive #${number} ...`, { kind: 'prompt' })
      if (negative) {
        report.progress(encodingAt(encoding.negative), `Encoding negative #${number} ...`, { kind: 'prompt' })
      }
      try {
        let percent = start
        const drawing = await painters.forImage(image, () => percent)
        report.progress(start, `Preparing task ${number}/${expanded.length} ...`, {
          kind: 'prompt',
        })
        const job = {
          image,
          images: expanded.length,
          entry,
          refiner: plan.refiner,
          painters: drawing,
          task,
          over,
        }
        await runImage(job, parts, interrupts, {
          report: { ...report, progress: (at, ...told) => report.progress((percent = at), ...told) },
          progress,
          times,
        })
      } catch (error) {
        if (!isSkip(error, interrupts.stop)) throw error
        report.skipped(image.index)
      }
    }
  } catch (error) {
    if (!isSkip(error, interrupts.stop)) throw error
    report.skipped(first.index)
  } finally {
    painters.dispose()
  }
  return times.timings()
}

/**
 * The images of a plan with their expansions, before any of them is encoded, as in Fooocus. A failure is the task's:
 * a picture without the words that its plan promises would be another one than its record says.
 */
async function expandAll(
  {
    entry,
    plan,
    done,
    progress,
    signal,
  }: Pick<RunJob, 'plan' | 'done'> &
    Pick<ImageJob, 'entry'> &
    Pick<ImageTools, 'progress'> & { readonly signal: AbortSignal },
  shelf: ModelShelf,
  report: RunReport,
): Promise<readonly ImagePlan[]> {
  if (plan.images.every(({ expansion }) => expansion === null)) return plan.images
  const percent = progress.nextPhase()
  const images: ImagePlan[] = []
  for (const image of plan.images) {
    if (done.has(image.index)) {
      images.push(image)
      continue
    }
    const message = `Preparing Fooocus text #${image.index + 1} ...`
    report.progress(percent, message, { kind: 'prompt' })
    const expander = await shelf.takeExpander(entry, {
      signal,
      onActivity: (activity) => report.progress(percent, message, activity),
    })
    images.push(await expandPrompt(image, expander, () => betweenCalls(signal, NEVER)))
  }
  return images
}

interface ImageJob {
  readonly image: ImagePlan
  readonly images: number
  readonly entry: ModelEntry
  readonly refiner: ModelEntry | null
  readonly painters: Painters
  readonly task: Task
  /** What every image of the task is drawn over. */
  readonly over: DrawnOver | null
}

interface ImageTools {
  readonly report: RunReport
  readonly progress: ReturnType<typeof createProgress>
  readonly times: Stopwatch
}

async function runImage(
  job: ImageJob,
  parts: RunParts,
  interrupts: Interrupts,
  tools: ImageTools,
): Promise<void> {
  const { image, images, painters, over } = job
  const { report, progress, times } = tools
  const number = image.index + 1
  const between = () => betweenCalls(interrupts.stop, interrupts.skip())
  // Fooocus has no words of its own for decoding: it is part of saving.
  const saving = `Saving image ${number}/${images} to system ...`
  let decodeFrom = 0
  const sampleFrom = parts.clock.elapsed()
  const asideBefore = times.aside()
  const watcher: Watcher = {
    between,
    onStep: (step, preview) => {
      const message = `Sampling step ${step}/${image.steps}, image ${number}/${images} ...`
      const activity = { kind: 'step', image: number, images, step, steps: image.steps } as const
      report.progress(progress.nextStep(), message, activity, preview)
    },
    onDecode: () => {
      decodeFrom = parts.clock.elapsed()
      // A refiner is loaded and told its texts in the midst of it.
      const aside = times.aside() - asideBefore
      times.add('sample', decodeFrom - sampleFrom - aside, image.steps)
      report.progress(progress.saving(image.index), saving, { kind: 'decode', image: number, images })
    },
  }
  const pixels = await generateImage(image, painters, watcher, over?.latent ?? null)
  times.add('decode', parts.clock.elapsed() - decodeFrom)
  // A skip that came while the picture was decoded still counts.
  await between()
  report.progress(progress.saving(image.index), saving, { kind: 'save', image: number, images })
  await keepPicture(pixels, job, parts, report)
}

function loadingMessage(activity: Activity): string {
  return activity.kind === 'download' ? 'Downloading models ...' : 'Loading models ...'
}

/** Where a failure belongs that is neither a stop nor an error of ours. */
export function isDeviceLost(error: unknown): boolean {
  return error instanceof AppError && error.code === 'device_lost'
}

/** Where a failure belongs that another device may be spared. */
export function isNumericalFailure(error: unknown): boolean {
  return error instanceof AppError && error.code === 'numerical_failure'
}
