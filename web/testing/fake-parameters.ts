import type { PixelSize } from '../../contract/image.ts'
import type { PictureParameters } from '../../contract/metadata/parameters.ts'
import type { GenerationRequest } from '../../contract/request.ts'
import { PERFORMANCE_MODES } from '../../contract/catalog/performance.ts'

/** What a request would have been run with, for pictures that nobody computed. */
export function fakeParameters(
  request: GenerationRequest,
  resolution: PixelSize,
  seed: string,
): PictureParameters {
  return {
    prompt: request.prompt,
    negativePrompt: request.negative_prompt,
    promptExpansion: '',
    styles: request.style_selections,
    performance: request.performance_selection,
    steps: PERFORMANCE_MODES[request.performance_selection].steps,
    resolution,
    guidanceScale: request.guidance_scale,
    sharpness: request.sharpness,
    admGuidance: {
      positive: request.adm_scaler_positive,
      negative: request.adm_scaler_negative,
      end: request.adm_scaler_end,
    },
    baseModel: request.base_model_name,
    baseModelHash: '',
    refinerModel: null,
    refinerModelHash: '',
    refinerSwitch: request.refiner_switch,
    overwriteSwitch: request.overwrite_switch,
    refinerSwapMethod: request.refiner_swap_method,
    adaptiveCfg: request.adaptive_cfg,
    clipSkip: request.clip_skip,
    sampler: request.sampler_name,
    scheduler: request.scheduler_name,
    vae: request.vae_name,
    seed,
    freeu: null,
    loras: [],
    metadataScheme: request.metadata_scheme,
    version: 'fake',
    fullPrompt: [request.prompt],
    fullNegativePrompt: [request.negative_prompt],
    createdBy: '',
  }
}
