import type { ModelEntry } from '../../../contract/manifest.ts'
import type { GenerationRequest } from '../../../contract/request.ts'

type Field = keyof GenerationRequest

/** The settings of the Advanced tab that everybody sees. */
export const PICTURE_FIELDS = ['guidance_scale', 'sharpness'] as const satisfies readonly Field[]

/** The settings behind the developer switch that act with every model. */
const DEBUG_FIELDS = [
  'adaptive_cfg',
  'sampler_name',
  'scheduler_name',
  'overwrite_step',
  'overwrite_width',
  'overwrite_height',
  'disable_preview',
  'disable_seed_increment',
  'read_wildcards_in_order',
  'save_metadata_to_images',
  'metadata_scheme',
] as const satisfies readonly Field[]

/** The settings behind the developer switch that a model listens to. */
export function debugFields(model: ModelEntry): readonly Field[] {
  return [...DEBUG_FIELDS, ...(hasClipSkip(model) ? (['clip_skip'] as const) : [])]
}

/** Whether the model's text encoder gives more than its last layer. */
export function hasClipSkip({ spec }: ModelEntry): boolean {
  return spec.text.contextOutputs.length > 1
}

/** The settings with a control in the Advanced tab. */
export function advancedFields(model: ModelEntry, isDeveloper: boolean): readonly Field[] {
  return isDeveloper ? [...PICTURE_FIELDS, ...debugFields(model)] : PICTURE_FIELDS
}
