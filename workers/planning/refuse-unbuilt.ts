import { AppError } from '../../contract/errors.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'

/**
 * Refuses what this build or this model cannot do, before anything is queued. A request is never half done
 * in silence.
 *
 * @throws AppError `unsupported_feature`; `detail.feature` names the first such thing
 */
export function refuseUnbuilt(request: GenerationRequest, model: ModelEntry): void {
  const refuse = (feature: string, available: readonly string[] = []) => {
    throw new AppError('unsupported_feature', `${model.name} cannot do ${feature} in this build`, {
      feature,
      model: model.name,
      available,
    })
  }
  if (!model.spec.performances.includes(request.performance_selection)) {
    refuse(request.performance_selection, model.spec.performances)
  }
  if (request.upscale_or_vary && request.upscale_or_vary.uov_method !== 'Disabled')
    refuse(request.upscale_or_vary.uov_method)
  if (request.inpaint) refuse('Inpaint or Outpaint')
  if (request.image_prompt) refuse('Image Prompt')
  if (request.enhance?.enhance_checkbox) refuse('Enhance')
  if (request.loras.some((lora) => lora.enabled && lora.model_name !== 'None')) refuse('LoRA')
  if (request.refiner_model_name !== 'None') refuse('Refiner')
  if (request.vae_name !== 'Default (model)') refuse('VAE', ['Default (model)'])
  if (request.freeu_enabled) refuse('FreeU')
  if (request.black_out_nsfw) refuse('Black Out NSFW')
  if (request.generate_image_grid) refuse('image grid')
}
