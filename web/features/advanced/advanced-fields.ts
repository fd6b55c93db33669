import type { ModelEntry } from '../../../contract/manifest.ts'
import type { GenerationRequest } from '../../../contract/request.ts'

type Field = keyof GenerationRequest

/** The settings of the Advanced tab that everybody sees. */
export const PICTURE_FIELDS = ['guidance_scale', 'sharpness'] as const satisfies readonly Field[]

/** The settings behind the developer switch that act with every model. */
const DEBUG_FIELDS = [
  'refiner_swap_method',
  'overwrite_switch',
  'adaptive_cfg',
  'sampler_name',
  'scheduler_name',
  'overwrite_step',
  'overwrite_width',
  'overwrite_height',
  'disable_preview',
  'disable_seed_increment',
  'read_wildcards_in_order',
] as const satisfies readonly Field[]

/** How strongly the size of a picture is told to the network, and until when. */
const ADM_FIELDS = [
  'adm_scaler_positive',
  'adm_scaler_negative',
  'adm_scaler_end',
] as const satisfies readonly Field[]

/** FreeU's switch and its four numbers. */
export const FREEU_FIELDS = [
  'freeu_enabled',
  'freeu_b1',
  'freeu_b2',
  'freeu_s1',
  'freeu_s2',
] as const satisfies readonly Field[]

/** The settings of the debug tools that a model listens to. */
export function debugFields(model: ModelEntry): readonly Field[] {
  return [
    ...DEBUG_FIELDS,
    ...(hasClipSkip(model) ? (['clip_skip'] as const) : []),
    ...(hasAdm(model) ? ADM_FIELDS : []),
  ]
}

/** Whether the model's text encoder gives more than its last layer. */
export function hasClipSkip({ spec }: ModelEntry): boolean {
  return spec.text.contextOutputs.length > 1
}

/** Whether the model's network is told the picture's size, as the XL family is. */
export function hasAdm({ spec }: ModelEntry): boolean {
  return spec.text.pooledOutput !== undefined
}

/** Whether the model's network has inputs for FreeU. */
export function hasFreeu({ spec }: ModelEntry): boolean {
  return spec.unet?.freeu === true
}

/** The settings with a control in the Advanced tab. */
export function advancedFields(model: ModelEntry, isDeveloper: boolean): readonly Field[] {
  if (!isDeveloper) return PICTURE_FIELDS
  return [...PICTURE_FIELDS, ...debugFields(model), ...(hasFreeu(model) ? FREEU_FIELDS : [])]
}
