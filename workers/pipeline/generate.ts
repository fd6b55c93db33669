import type { PixelImage } from '../../contract/image.ts'
import { AppError } from '../../contract/errors.ts'
import { createNoise } from '../math/random.ts'
import { firstNonFinite } from '../math/vector.ts'
import type { BetweenCalls, DiffusionModel, Latent, LatentShape } from '../models/ports.ts'
import type { ImagePlan } from '../planning/plan.ts'
import { assertDrawn } from './assert-drawn.ts'
import { previewOf } from './preview.ts'
import { sampleInStages } from './sample-in-stages.ts'
import { createStage, type Painter } from './stage.ts'

/** What is heard while an image forms. */
export interface Watcher {
  /** After each step's first model call; `step` counts from 1. */
  readonly onStep: (step: number, preview: PixelImage | null) => void
  /** When sampling is over and the picture is about to be decoded. */
  readonly onDecode: () => void
  /** Awaited before every network call; throws to stop. */
  readonly between: BetweenCalls
}

/** Who draws: a model, and for a plan with a refiner the one that finishes. */
export interface Painters extends Painter {
  /** Called once, when the refiner is to take over. What it gives is owned by whoever hands this in. */
  readonly refiner?: () => Promise<Painter>
}

/**
 * One plan to one picture: all of diffusion on one page.
 *
 * @param painters with the encoded texts; still owned by the caller
 * @param over the latent of a picture to draw over, for a plan that starts from less than all of the noise
 * @returns the picture at the planned size
 * @throws AppError `numerical_failure` when the numbers run out of range or the picture is lost in decoding; what
 *   `watcher.between` or the refiner throws
 */
export async function generateImage(
  plan: ImagePlan,
  painters: Painters,
  watcher: Watcher,
  over: Latent | null = null,
): Promise<PixelImage> {
  const { model, refiner } = painters
  const shape = latentShape(plan, model)
  const { latent, stage } = await sampleInStages({
    plan,
    shape,
    base: createStage(plan, shape, painters, watcher.between),
    refine: async () => createStage({ ...plan, freeu: null }, shape, await refiner!(), watcher.between),
    noise: createNoise(BigInt(plan.seed)),
    over,
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
  const image = await stage.model.decode(latent, shape)
  assertDrawn(image, latent, shape)
  return image
}

function latentShape(plan: ImagePlan, model: DiffusionModel): LatentShape {
  const { channels, downscale } = model.spec.latent
  return { channels, height: plan.height / downscale, width: plan.width / downscale }
}

function assertFinite(latent: Latent, step: number): void {
  if (firstNonFinite(latent) === -1) return
  throw new AppError('numerical_failure', `the latent stopped being finite at step ${step}`, { step })
}
