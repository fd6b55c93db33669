import type { BetweenCalls, DiffusionModel, LatentShape } from '../models/ports.ts'
import type { ImagePlan } from '../planning/plan.ts'
import { createGuide } from '../sampling/guidance.ts'
import { createNoiseLevels, type NoiseLevels } from '../sampling/noise-levels.ts'
import { predictionFor } from '../sampling/prediction.ts'
import { levelsFor, sigmasFor } from '../sampling/schedules.ts'
import type { Denoise } from '../sampling/types.ts'
import { createDenoise } from './denoise.ts'
import type { EncodedPrompt } from './encode-prompt.ts'

/** A model, and the texts as it knows them; both owned by whoever hands them in. */
export interface Painter {
  readonly model: DiffusionModel
  readonly prompt: EncodedPrompt
}

/** A model ready to denoise the latents of one plan. */
export interface Stage {
  readonly model: DiffusionModel
  /** The levels its timesteps are read from. */
  readonly levels: NoiseLevels
  /** The levels that the plan visits with this model: `steps` + 1, ending in 0. */
  readonly sigmas: Float64Array
  readonly denoise: Denoise
}

/** Makes a model ready, with the guidance of the plan. */
export function createStage(
  plan: ImagePlan,
  shape: LatentShape,
  { model, prompt }: Painter,
  between: BetweenCalls,
): Stage {
  const trained = createNoiseLevels(model.spec.schedule)
  const levels = levelsFor(plan.scheduler, trained)
  const denoise = createDenoise({
    predict: plan.freeu ? model.withFreeU(plan.freeu) : model.predict,
    trainSteps: model.spec.schedule.trainSteps,
    shape,
    levels,
    prediction: predictionFor(plan.scheduler, model.spec.predictionType),
    ...prompt,
    guide: createGuide({
      scale: plan.guidanceScale,
      adaptiveScale: plan.adaptiveCfg,
      sharpness: plan.sharpness,
      shape,
    }),
    between,
  })
  const sigmas = sigmasFor({
    schedule: plan.scheduler,
    steps: plan.steps,
    denoise: plan.denoise,
    sampler: plan.sampler,
    levels: trained,
    alignedFamily: model.spec.family === 'sdxl' ? 'sdxl' : 'sd1',
  })
  return { model, levels, sigmas, denoise }
}
