import type { PixelImage } from '../../contract/image.ts'
import { AppError } from '../../contract/errors.ts'
import { createNoise } from '../math/random.ts'
import { firstNonFinite } from '../math/vector.ts'
import {
  latentLength,
  type BetweenCalls,
  type DiffusionModel,
  type Latent,
  type LatentShape,
} from '../models/ports.ts'
import type { ImagePlan } from '../planning/plan.ts'
import { createGuide } from '../sampling/guidance.ts'
import { createNoiseLevels, type NoiseLevels } from '../sampling/noise-levels.ts'
import { predictionFor } from '../sampling/prediction.ts'
import { SAMPLERS } from '../sampling/registry.ts'
import { levelsFor, sigmasFor } from '../sampling/schedules.ts'
import { assertDrawn } from './assert-drawn.ts'
import { createDenoise } from './denoise.ts'
import type { EncodedPrompt } from './encode-prompt.ts'
import { previewOf } from './preview.ts'

/** What is heard while an image forms. */
export interface Watcher {
  /** After each step's first model call; `step` counts from 1. */
  readonly onStep: (step: number, preview: PixelImage | null) => void
  /** When sampling is over and the picture is about to be decoded. */
  readonly onDecode: () => void
  /** Awaited before every network call; throws to stop. */
  readonly between: BetweenCalls
}

/**
 * One plan to one picture: all of diffusion on one page.
 *
 * @param prompt the encoded texts; still owned by the caller
 * @returns the picture at the planned size
 * @throws AppError `numerical_failure` when the numbers run out of range or the picture is lost in decoding; what `watcher.between` throws
 */
export async function generateImage(
  plan: ImagePlan,
  model: DiffusionModel,
  prompt: EncodedPrompt,
  watcher: Watcher,
): Promise<PixelImage> {
  const shape = latentShape(plan, model)
  const trained = createNoiseLevels(model.spec.schedule)
  const levels = levelsFor(plan.scheduler, trained)
  const sigmas = sigmasFor({
    schedule: plan.scheduler,
    steps: plan.steps,
    denoise: 1,
    sampler: plan.sampler,
    levels: trained,
    alignedFamily: model.spec.family === 'sdxl' ? 'sdxl' : 'sd1',
  })
  const noise = createNoise(BigInt(plan.seed))
  const guide = createGuide({
    scale: plan.guidanceScale,
    adaptiveScale: plan.adaptiveCfg,
    sharpness: plan.sharpness,
    shape,
  })
  const denoise = createDenoise({
    predict: plan.freeu ? model.withFreeU(plan.freeu) : model.predict,
    trainSteps: model.spec.schedule.trainSteps,
    shape,
    levels,
    prediction: predictionFor(plan.scheduler, model.spec.predictionType),
    ...prompt,
    guide,
    between: watcher.between,
  })
  const start = startingNoise(noise.normal(latentLength(shape)), sigmas[0]!, levels)
  const latent = await SAMPLERS[plan.sampler](denoise, start, sigmas, {
    noise,
    levels,
    onStep: ({ step, denoised }) => {
      assertFinite(denoised, step + 1)
      watcher.onStep(
        step + 1,
        plan.previews === 'off' ? null : previewOf(denoised, shape, model.spec.preview),
      )
    },
  })
  assertFinite(latent, plan.steps)
  watcher.onDecode()
  await watcher.between()
  const image = await model.decode(latent, shape)
  assertDrawn(image, latent, shape)
  return image
}

function latentShape(plan: ImagePlan, model: DiffusionModel): LatentShape {
  const { channels, downscale } = model.spec.latent
  return { channels, height: plan.height / downscale, width: plan.width / downscale }
}

/** Noise at the first level. At the model's largest level the picture's own variance of 1 is added, as Fooocus does. */
function startingNoise(noise: Latent, sigma: number, levels: NoiseLevels): Latent {
  const atMost = sigma >= levels.sigmaMax * (1 - 1e-5)
  const factor = atMost ? Math.sqrt(1 + sigma * sigma) : sigma
  return noise.map((value) => value * factor)
}

function assertFinite(latent: Latent, step: number): void {
  if (firstNonFinite(latent) === -1) return
  throw new AppError('numerical_failure', `the latent stopped being finite at step ${step}`, { step })
}
