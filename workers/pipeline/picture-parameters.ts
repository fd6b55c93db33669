import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import type { PictureParameters } from '../../contract/metadata/parameters.ts'
import { GENERATOR } from '../../contract/version.ts'
import type { ImagePlan } from '../planning/plan.ts'

/** How many hex digits of a file's SHA-256 Fooocus writes. */
const HASH_DIGITS = 10

/** What a finished picture says about its making: the plan, in the terms of Fooocus' metadata. */
export function pictureParameters(
  plan: ImagePlan,
  model: ModelEntry,
  refiner: ModelEntry | null = null,
): PictureParameters {
  const { request } = plan
  return {
    prompt: plan.prompt,
    negativePrompt: plan.negativePrompt,
    promptExpansion: plan.promptExpansion,
    styles: plan.styles,
    performance: request.performance_selection,
    steps: plan.steps,
    resolution: { width: plan.width, height: plan.height },
    guidanceScale: plan.guidanceScale,
    sharpness: plan.sharpness,
    admGuidance: plan.adm,
    baseModel: model.id,
    baseModelHash: hashOf(model),
    refinerModel: refiner?.id ?? null,
    refinerModelHash: refiner ? hashOf(refiner) : '',
    refinerSwitch: plan.refinerSwitch,
    overwriteSwitch: request.overwrite_switch,
    refinerSwapMethod: request.refiner_swap_method,
    adaptiveCfg: plan.adaptiveCfg,
    clipSkip: request.clip_skip,
    sampler: plan.sampler,
    scheduler: plan.scheduler,
    vae: request.vae_name,
    seed: plan.seed,
    freeu: plan.freeu,
    loras: plan.loras.map(({ name, weight, sha256 }) => ({
      name,
      weight,
      hash: sha256.slice(0, HASH_DIGITS),
    })),
    metadataScheme: plan.metadata ?? false,
    version: GENERATOR,
    fullPrompt: plan.positiveTexts,
    fullNegativePrompt: plan.negativeTexts,
    createdBy: '',
  }
}

/** The hash of the denoising network's weights. */
function hashOf({ files }: ModelEntry): string {
  const fileOf = (role: FileRole) => files.find((file) => file.role === role)
  const weights = fileOf('unet_weights') ?? fileOf('unet')
  return weights?.sha256.slice(0, HASH_DIGITS) ?? ''
}
