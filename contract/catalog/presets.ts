import type { Performance } from './performance.ts'

/** One LoRA of a preset, as a request names it. */
interface PresetLora {
  readonly enabled: boolean
  readonly model_name: string
  readonly weight: number
}

/**
 * What a preset sets, by FooocusAPI's field names. A field that a preset leaves out keeps the request's own
 * default. Names of models, samplers and schedules are the reference's; whether this build has them is decided
 * where a request is checked.
 */
export interface Preset {
  readonly base_model_name: string
  readonly refiner_model_name: string
  readonly refiner_switch: number
  /** The slots in use; an empty list takes the default LoRAs away. */
  readonly loras: readonly PresetLora[]
  readonly guidance_scale: number
  readonly sharpness: number
  readonly sampler_name: string
  readonly scheduler_name: string
  readonly performance_selection: Performance
  readonly style_selections: readonly string[]
  readonly prompt: string
  readonly negative_prompt: string
  readonly aspect_ratios_selection: string
  readonly vae_name: string
  readonly overwrite_step?: number
  readonly inpaint_engine?: string
}

/** The preset that sets nothing. */
export const NO_PRESET = 'initial'

const COMMON = {
  refiner_model_name: 'None',
  refiner_switch: 0.5,
  sharpness: 2,
  sampler_name: 'dpmpp_2m_sde_gpu',
  scheduler_name: 'karras',
  performance_selection: 'Speed',
  prompt: '',
  negative_prompt: '',
  vae_name: 'Default (model)',
} as const satisfies Partial<Preset>

const LEAVE_STEPS = { overwrite_step: -1 }

const JUGGERNAUT = {
  ...COMMON,
  base_model_name: 'juggernautXL_v8Rundiffusion.safetensors',
  guidance_scale: 4,
  style_selections: ['Fooocus V2', 'Fooocus Enhance', 'Fooocus Sharp'],
  aspect_ratios_selection: '1152*896',
} as const

/** Fooocus' presets by name, as its preset files set them. {@link NO_PRESET} is not among them: it has no fields. */
export const PRESETS = {
  anime: {
    ...COMMON,
    ...LEAVE_STEPS,
    base_model_name: 'animaPencilXL_v500.safetensors',
    loras: [],
    guidance_scale: 6,
    style_selections: ['Fooocus V2', 'Fooocus Semi Realistic', 'Fooocus Masterpiece'],
    aspect_ratios_selection: '896*1152',
  },
  default: {
    ...JUGGERNAUT,
    ...LEAVE_STEPS,
    loras: [lora('sd_xl_offset_example-lora_1.0.safetensors', 0.1)],
  },
  lcm: { ...JUGGERNAUT, ...LEAVE_STEPS, loras: [], performance_selection: 'Extreme Speed' },
  lightning: { ...JUGGERNAUT, loras: [], performance_selection: 'Lightning' },
  'playground_v2.5': {
    ...COMMON,
    ...LEAVE_STEPS,
    base_model_name: 'playground-v2.5-1024px-aesthetic.fp16.safetensors',
    loras: [],
    guidance_scale: 2,
    sampler_name: 'dpmpp_2m',
    scheduler_name: 'edm_playground_v2.5',
    style_selections: ['Fooocus V2'],
    aspect_ratios_selection: '1024*1024',
    inpaint_engine: 'None',
  },
  pony_v6: {
    ...COMMON,
    ...LEAVE_STEPS,
    base_model_name: 'ponyDiffusionV6XL.safetensors',
    loras: [],
    guidance_scale: 7,
    style_selections: ['Fooocus Pony'],
    aspect_ratios_selection: '896*1152',
    vae_name: 'ponyDiffusionV6XL_vae.safetensors',
    inpaint_engine: 'None',
  },
  realistic: {
    ...COMMON,
    ...LEAVE_STEPS,
    base_model_name: 'realisticStockPhoto_v20.safetensors',
    loras: [lora('SDXL_FILM_PHOTOGRAPHY_STYLE_V1.safetensors', 0.25)],
    guidance_scale: 3,
    style_selections: ['Fooocus V2', 'Fooocus Photograph', 'Fooocus Negative'],
    negative_prompt:
      'unrealistic, saturated, high contrast, big nose, painting, drawing, sketch, cartoon, anime, manga, ' +
      'render, CG, 3d, watermark, signature, label',
    aspect_ratios_selection: '896*1152',
  },
  sai: {
    ...COMMON,
    ...LEAVE_STEPS,
    base_model_name: 'sd_xl_base_1.0_0.9vae.safetensors',
    refiner_model_name: 'sd_xl_refiner_1.0_0.9vae.safetensors',
    refiner_switch: 0.75,
    loras: [lora('sd_xl_offset_example-lora_1.0.safetensors', 0.5)],
    guidance_scale: 7,
    style_selections: ['Fooocus V2', 'Fooocus Cinematic'],
    aspect_ratios_selection: '1152*896',
  },
} as const satisfies Record<string, Preset>

/** The name of a preset that sets something. */
export type PresetName = keyof typeof PRESETS

/** All names that a request's `preset` may have, in the order they are listed. */
export const PRESET_NAMES: readonly string[] = [NO_PRESET, ...Object.keys(PRESETS)]

function lora(model_name: string, weight: number): PresetLora {
  return { enabled: true, model_name, weight }
}
