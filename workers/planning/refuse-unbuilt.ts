import { AppError } from '../../contract/errors.ts'
import { performancesOf, type ModelEntry } from '../../contract/manifest.ts'
import type { GenerationRequest } from '../../contract/request.ts'

/**
 * Refuses what this build or this model cannot do, before anything is queued. A request is never half done
 * in silence.
 *
 * @throws AppError `unsupported_feature`; `detail.feature` names the first such thing, `detail.field` the
 *   field that asks for it
 */
export function refuseUnbuilt(request: GenerationRequest, model: ModelEntry): void {
  const refuse = (field: keyof GenerationRequest, feature: string, available: readonly string[] = []) => {
    throw new AppError('unsupported_feature', `${model.name} cannot do ${feature} in this build`, {
      field,
      feature,
      model: model.name,
      available,
    })
  }
  const performances = performancesOf(model.spec)
  if (!performances.includes(request.performance_selection)) {
    refuse('performance_selection', request.performance_selection, performances)
  }
  if (request.inpaint) refuse('inpaint', 'Inpaint or Outpaint')
  if (request.image_prompt) refuse('image_prompt', 'Image Prompt')
  if (request.enhance?.enhance_checkbox) refuse('enhance', 'Enhance')
  if (request.vae_name !== 'Default (model)') refuse('vae_name', 'VAE', ['Default (model)'])
  if (request.freeu_enabled && model.spec.unet?.freeu !== true) {
    throw new AppError('unsupported_feature', `${model.name} has no FreeU inputs`, {
      field: 'freeu_enabled',
      feature: 'FreeU',
      model: model.name,
      available: [],
    })
  }
  if (request.black_out_nsfw) refuse('black_out_nsfw', 'Black Out NSFW')
  if (request.generate_image_grid) refuse('generate_image_grid', 'image grid')
}
