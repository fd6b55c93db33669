import type { ModelEntry } from '../../contract/manifest.ts'
import type { Activity } from '../../contract/task.ts'
import type { DiffusionModel, LoadedModel } from '../models/ports.ts'
import { betweenCalls } from '../pipeline/between-calls.ts'
import { disposePrompt, encodePrompt, type EncodedPrompt } from '../pipeline/encode-prompt.ts'
import type { Painters } from '../pipeline/generate.ts'
import type { TaskPlan } from '../planning/plan-task.ts'
import type { ImagePlan } from '../planning/plan.ts'
import type { ModelShelf } from './model-shelf.ts'
import type { Stopwatch } from './stopwatch.ts'
import type { Interrupts } from './task-queue.ts'

/** What a task draws with. */
export interface PaintersParts {
  readonly plan: TaskPlan
  readonly entry: ModelEntry
  readonly shelf: ModelShelf
  readonly interrupts: Interrupts
  /** Ends loading. */
  readonly signal: AbortSignal
  readonly times: Stopwatch
  readonly onActivity: (percent: number, activity: Activity) => void
}

/** The models of a running task and the texts as they know them. `percent` is where progress stands meanwhile. */
export interface TaskPainters {
  /** The model that begins, loaded. */
  base(percent: number): Promise<LoadedModel>
  /** All that an image needs; its refiner is loaded when it is called for. */
  forImage(image: ImagePlan, percent: () => number): Promise<Painters>
  dispose(): void
}

/** Takes models from the shelf and encodes texts, no more often than needed. */
export function createPainters(parts: PaintersParts): TaskPainters {
  const { plan, entry, shelf, interrupts, signal, times, onActivity } = parts
  const prompts = createPromptCache(interrupts)
  const refinerPrompts = createPromptCache(interrupts)
  const how = (percent: number) => ({
    signal,
    onActivity: (activity: Activity) => onActivity(percent, activity),
  })
  let taken: LoadedModel | null = null
  const base = async (percent: number) =>
    (taken = await times.measure('load', () => shelf.take(entry, { loras: plan.loras, ...how(percent) })))

  const refiner = async (refiningEntry: ModelEntry, image: ImagePlan, percent: number) => {
    const { clipSkip } = image.refiner ?? image
    const model = await times.measure('load', () =>
      shelf.takeBeside(refiningEntry, { loras: [], ...how(percent) }),
    )
    const prompt = await times.measure('encode', () => refinerPrompts.get({ ...image, clipSkip }, model))
    return { model, prompt }
  }

  return {
    base,
    forImage: async (image, percent) => {
      // It is there, unless it had to make room for a refiner, or for what reads a picture that was handed in.
      const model = taken && !plan.refiner && !plan.remake ? taken : await base(percent())
      const prompt = await times.measure('encode', () => prompts.get(image, model))
      const refining = plan.refiner
      if (!refining) return { model, prompt }
      return { model, prompt, refiner: () => refiner(refining, image, percent()) }
    },
    dispose: () => {
      prompts.dispose()
      refinerPrompts.dispose()
    },
  }
}

/** Keeps the encoded prompt of the last image: images of one task mostly share their texts. */
function createPromptCache(interrupts: Interrupts) {
  let key = ''
  let from: DiffusionModel | null = null
  let prompt: EncodedPrompt | null = null
  const dispose = () => {
    if (prompt) disposePrompt(prompt)
    prompt = null
  }
  return {
    get: async (image: ImagePlan, model: DiffusionModel): Promise<EncodedPrompt> => {
      const wanted = JSON.stringify([
        image.positiveTexts,
        image.negativeTexts,
        image.clipSkip,
        image.guidanceScale,
        image.positiveTopK,
        image.adm,
        image.embeddings,
      ])
      if (prompt && from === model && key === wanted) return prompt
      dispose()
      prompt = await encodePrompt(image, model, () => betweenCalls(interrupts.stop, interrupts.skip()))
      key = wanted
      from = model
      return prompt
    },
    dispose,
  }
}
