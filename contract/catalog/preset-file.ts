/** The names that Fooocus' preset files have for fields of a request. LoRAs are written their own way. */
const FIELD_BY_KEY = {
  default_model: 'base_model_name',
  default_refiner: 'refiner_model_name',
  default_refiner_switch: 'refiner_switch',
  default_cfg_scale: 'guidance_scale',
  default_sample_sharpness: 'sharpness',
  default_cfg_tsnr: 'adaptive_cfg',
  default_clip_skip: 'clip_skip',
  default_sampler: 'sampler_name',
  default_scheduler: 'scheduler_name',
  default_overwrite_step: 'overwrite_step',
  default_overwrite_switch: 'overwrite_switch',
  default_performance: 'performance_selection',
  default_image_number: 'image_number',
  default_prompt: 'prompt',
  default_prompt_negative: 'negative_prompt',
  default_styles: 'style_selections',
  default_aspect_ratio: 'aspect_ratios_selection',
  default_save_metadata_to_images: 'save_metadata_to_images',
  default_vae: 'vae_name',
} as const

const LORAS_KEY = 'default_loras'

/** Keys that set nothing: where files come from, and the range of a slider. */
const WITHOUT_SETTING = /_downloads$|^previous_default_models$|^default_loras_(?:min|max)_weight$/u

/** How many LoRA slots a file of Fooocus has. */
const LORA_SLOTS = 5

/** Longer files are no presets. */
const MAX_LENGTH = 1_000_000

/** The fields of a request that a preset can set. */
export const PRESET_FIELDS = [...Object.values(FIELD_BY_KEY), 'loras'] as const

/** What a preset file sets, by the request's field names, and what of it has no place here. */
export interface PresetFile {
  /** Unchecked values. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Keys of settings that are not known here. */
  readonly ignored: readonly string[]
}

/**
 * Reads a preset file of Fooocus (`presets/<name>.json`).
 *
 * @param text from anywhere
 * @returns null when it is not a JSON object, or holds none of a preset's keys
 */
export function readPresetFile(text: string): PresetFile | null {
  const values = text.length > MAX_LENGTH ? null : parseObject(text)
  if (!values) return null
  const known = Object.entries(FIELD_BY_KEY).filter(([key]) => Object.hasOwn(values, key))
  const hasLoras = Object.hasOwn(values, LORAS_KEY)
  if (known.length === 0 && !hasLoras) return null
  return {
    fields: {
      ...Object.fromEntries(known.map(([key, field]) => [field, values[key]])),
      ...(hasLoras && { loras: readLoras(values[LORAS_KEY]) }),
    },
    ignored: Object.keys(values).filter(
      (key) => !(key in FIELD_BY_KEY) && key !== LORAS_KEY && !WITHOUT_SETTING.test(key),
    ),
  }
}

/**
 * Writes a preset file as Fooocus reads it.
 *
 * @param fields by the request's field names; those that no preset has are left out
 */
export function writePresetFile(fields: Readonly<Record<string, unknown>>): string {
  const own = Object.entries(FIELD_BY_KEY).filter(([, field]) => fields[field] !== undefined)
  const file = {
    ...Object.fromEntries(own.map(([key, field]) => [key, fields[field]])),
    ...(fields['loras'] !== undefined && { [LORAS_KEY]: writeLoras(fields['loras']) }),
  }
  return `${JSON.stringify(file, null, 4)}\n`
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    // An object's keys are strings, and nothing is said about its values.
    return typeof value === 'object' && value && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    // No JSON is an answer here, not a failure.
    return null
  }
}

/** `[enabled, name, weight]`, or `[name, weight]` as older files have it. Empty slots are left out. */
function readLoras(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return value.flatMap((slot: unknown) => {
    if (!Array.isArray(slot)) return [slot]
    // Nothing is known of the values in it.
    const parts = slot as readonly unknown[]
    const [enabled, model_name, weight] = parts.length === 2 ? [true, ...parts] : parts
    return model_name === 'None' ? [] : [{ enabled, model_name, weight }]
  })
}

function writeLoras(value: unknown): unknown[] {
  const slots = Array.isArray(value) ? value.map(toSlot) : []
  const empty = Array.from({ length: Math.max(0, LORA_SLOTS - slots.length) }, () => [true, 'None', 1])
  return [...slots, ...empty]
}

function toSlot(lora: unknown): unknown {
  if (typeof lora !== 'object' || lora === null || !('model_name' in lora)) return lora
  return ['enabled' in lora ? lora.enabled : true, lora.model_name, 'weight' in lora ? lora.weight : 1]
}
