import { AppError, Cancelled, toErrorData } from '../../../contract/errors.ts'
import type { EncodedImage } from '../../../contract/image.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import type { Activity, TaskEvent, TaskId, TaskTimings } from '../../../contract/task.ts'
import { createProgress } from '../../../workers/engine/progress.ts'
import { planTask } from '../../../workers/planning/plan-task.ts'
import type { ImagePlan } from '../../../workers/planning/plan.ts'
import { stickerModel } from '../../../workers/testing/sticker-model.ts'
import { pictureFile, previewFile } from './make-pictures.ts'
import type { FakeTabOptions } from './options.ts'

/** How a running job is heard and steered. */
export interface JobVoice {
  readonly event: (event: TaskEvent) => void
  readonly picture: (plan: ImagePlan, file: EncodedImage) => void
  readonly preview: (image: number, file: EncodedImage) => void
  /** After each step of the job, counted from 1; 0 before the first. May throw or never resolve. */
  readonly afterStep: (step: number) => Promise<void>
  readonly isStopped: () => boolean
  /** True once for each skip. */
  readonly takeSkip: () => boolean
}

/** What is to be run. */
export interface FakeRun {
  readonly taskId: TaskId
  readonly request: GenerationRequest
  readonly attempt: number
  readonly previews: boolean
}

/** Thrown where the image in the making was skipped. */
class Skipped extends Error {}

/** All that a real build may refuse is done here as if it were plain text to image. */
function plain(request: GenerationRequest): GenerationRequest {
  const { upscale_or_vary: _a, inpaint: _b, image_prompt: _c, enhance: _d, ...rest } = request
  return {
    ...rest,
    loras: [],
    refiner_model_name: 'None',
    vae_name: 'Default (model)',
    freeu_enabled: false,
    black_out_nsfw: false,
    generate_image_grid: false,
  }
}

const pauseFor = (ms: number) =>
  ms > 0 ? new Promise<void>((resolve) => setTimeout(resolve, ms)) : Promise.resolve()

/** Tells a whole job as the engine would: the same events, wording and percentages; expansions without words. */
export async function runFakeJob(run: FakeRun, options: FakeTabOptions, voice: JobVoice): Promise<void> {
  const { taskId, request } = run
  try {
    const model = {
      ...stickerModel,
      id: request.base_model_name,
      spec: { ...stickerModel.spec, performances: [request.performance_selection] },
    }
    const seed = String(Math.floor(Math.random() * 2 ** 52))
    const { images: planned, notices } = planTask(plain(request), model, seed)
    const images = planned.map((image) => ({ ...image, request, steps: options.steps ?? image.steps }))
    const seeds = images.map((image) => image.seed)
    voice.event({ type: 'planned', taskId, images: images.length, seeds, notices })
    voice.event({ type: 'started', taskId, at: Date.now(), attempt: run.attempt })
    const timings = await runImages(images, run, options, voice)
    voice.event({ type: 'finished', taskId, at: Date.now(), timings })
  } catch (error) {
    const at = Date.now()
    if (error instanceof Cancelled) voice.event({ type: 'stopped', taskId, at })
    else voice.event({ type: 'failed', taskId, at, error: toErrorData(error) })
  }
}

async function runImages(
  images: readonly ImagePlan[],
  { taskId, request, previews }: FakeRun,
  { stepMs = 0, loadMs = 0 }: FakeTabOptions,
  voice: JobVoice,
): Promise<TaskTimings> {
  const count = images.length
  const steps = images[0]?.steps ?? 0
  const progress = createProgress(steps, count)
  const tell = (percent: number, message: string, activity: Activity) =>
    voice.event({ type: 'progress', taskId, percent, message, activity, preview: null })
  const check = () => {
    if (voice.isStopped()) throw new Cancelled()
    if (voice.takeSkip()) throw new Skipped()
  }
  const startedAt = performance.now()
  let made = 0

  tell(progress.phase(), 'Initializing ...', { kind: 'starting' })
  tell(progress.nextPhase(), 'Loading models ...', { kind: 'load', model: 'Sticker', part: 0, parts: 0 })
  await pauseFor(loadMs)
  tell(progress.nextPhase(), 'Processing prompts ...', { kind: 'prompt' })
  if (images.some(({ expansion }) => expansion)) {
    const percent = progress.nextPhase()
    for (const { index } of images)
      tell(percent, `Preparing Fooocus text #${index + 1} ...`, { kind: 'prompt' })
  }
  const positive = progress.nextPhase()
  const negative = progress.nextPhase()
  for (const message of goalPhases(request, images[0])) {
    const percent = message.startsWith('+') ? progress.nextPhase() : progress.phase()
    tell(percent, message.replace('+', ''), { kind: 'prompt' })
  }
  progress.startSampling()
  if (voice.isStopped()) throw new Cancelled()
  await voice.afterStep(0)
  for (const image of images) {
    const number = image.index + 1
    const start = progress.startImage(image.index)
    const saving = `Saving image ${number}/${count} to system ...`
    try {
      tell(Math.max(positive, start), `Encoding positive #${number} ...`, { kind: 'prompt' })
      if (image.guidanceScale !== 1) {
        tell(Math.max(negative, start), `Encoding negative #${number} ...`, { kind: 'prompt' })
      }
      tell(start, `Preparing task ${number}/${count} ...`, { kind: 'prompt' })
      for (let step = 1; step <= steps; step++) {
        await pauseFor(stepMs)
        const preview = previews && image.previews === 'shown' ? await previewFile(step) : null
        check()
        const activity = { kind: 'step', image: number, images: count, step, steps } as const
        const message = `Sampling step ${step}/${steps}, image ${number}/${count} ...`
        tell(progress.nextStep(), message, activity)
        if (preview) voice.preview(image.index, preview)
        await voice.afterStep((made += 1))
        check()
      }
      tell(progress.saving(image.index), saving, { kind: 'decode', image: number, images: count })
      check()
      tell(progress.saving(image.index), saving, { kind: 'save', image: number, images: count })
      voice.picture(image, await pictureFile(image))
    } catch (error) {
      if (!(error instanceof Skipped)) throw error
      voice.event({ type: 'skipped', taskId, index: image.index })
    }
  }
  const totalMs = performance.now() - startedAt
  return { loadMs, encodeMs: 0, stepMs, decodeMs: 0, totalMs }
}

/** Messages between the prompts and the sampling; a plus counts a phase. @see Fooocus async_worker, apply_* */
function goalPhases(request: GenerationRequest, image: ImagePlan | undefined): string[] {
  const method = request.upscale_or_vary?.uov_method ?? 'Disabled'
  const phases: string[] = []
  if (method.startsWith('Vary')) phases.push('VAE encoding ...')
  if (method.startsWith('Upscale')) {
    phases.push(
      `+Upscaling image from (${image?.width ?? 0}, ${image?.height ?? 0}) ...`,
      '+VAE encoding ...',
    )
  }
  if (request.inpaint) phases.push('+VAE Inpaint encoding ...', '+VAE encoding ...')
  return phases.length > 0 || request.image_prompt ? ['+Image processing ...', ...phases] : []
}

/** The failure that a fault asks for. */
export function faultError(code: ConstructorParameters<typeof AppError>[0]): AppError {
  return new AppError(code, `made up: ${code}`)
}
