import type { GenerationRequest } from '../../../contract/request.ts'
import type { RestoredSettings } from './settings-from-picture.ts'

/** Settings that belong to one thing stand in one row, in this order. */
const SHOWN = [
  'prompt',
  'negative_prompt',
  'style_selections',
  'performance_selection',
  'overwrite_step',
  'aspect_ratios_selection',
  'overwrite_width',
  'overwrite_height',
  'base_model_name',
  'refiner_model_name',
  'loras',
  'guidance_scale',
  'sharpness',
  'adaptive_cfg',
  'sampler_name',
  'scheduler_name',
  'clip_skip',
  'freeu_enabled',
  'output_format',
] as const satisfies readonly (keyof GenerationRequest)[]

/** Settings as rows for the eye: field and value. What is switched off or left alone has no row. */
export function settingRows({
  fields,
  seed,
  adapted,
}: RestoredSettings): readonly (readonly [string, string])[] {
  const size = adapted ? `${adapted.to.width}×${adapted.to.height}` : null
  const rows = SHOWN.filter((name) => name in fields)
    .map(
      (name) => [name, (name === 'aspect_ratios_selection' && size) || rowText(name, fields[name])] as const,
    )
    .filter(([, text]) => text !== '')
  return seed === null ? rows : [...rows, ['image_seed', seed]]
}

function rowText(name: keyof GenerationRequest, value: unknown): string {
  if (Array.isArray(value)) return value.map(itemText).join(', ')
  if (typeof value === 'number') return name.startsWith('overwrite_') && value < 0 ? '' : String(value)
  if (typeof value !== 'string' || value === 'None') return ''
  return name === 'aspect_ratios_selection' ? value.replace('*', '×') : value
}

const itemText = (item: unknown) =>
  typeof item === 'object' && item && 'model_name' in item && 'weight' in item
    ? `${String(item.model_name)} : ${String(item.weight)}`
    : String(item)
