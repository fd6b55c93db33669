import { z } from './zod.ts'
import { parseAspectRatio } from './catalog/aspect-ratios.ts'
import { PERFORMANCES } from './catalog/performance.ts'
import { SAMPLER_NAMES, SCHEDULER_NAMES } from './catalog/samplers.ts'
import { OUTPUT_FORMATS } from './image.ts'
import { EnhancePart, ImagePromptPart, InpaintPart, UpscaleOrVaryPart } from './request-parts.ts'
import { RANDOM_SEED, Seed } from './seed.ts'

/** Prompts longer than this are refused: a mistake or an attack, never a wish. */
export const MAX_PROMPT_LENGTH = 20_000

/** Most pictures of one task. */
export const MAX_IMAGES = 32

/** The built-in model's id; the default base model, so that an empty request makes a picture anywhere. */
export const BUILT_IN_MODEL = 'sticker'

/** A name of a model, a style or a file. */
const Name = z.string().min(1).max(200)
const Prompt = z.string().max(MAX_PROMPT_LENGTH).default('')
/** Fooocus' "-1 means leave it alone" numbers. */
const Override = (schema: z.ZodInt) => schema.default(-1)

/** One LoRA to merge into the model. `model_name` "None" is an empty slot. */
export const Lora = z.strictObject({
  enabled: z.boolean().default(true),
  model_name: Name,
  weight: z.number().min(-2).max(2).default(0.5),
})

/**
 * Everything that can be asked of an engine, with FooocusAPI's field names, defaults and ranges, which stand
 * here and nowhere else. Fields that need an input picture are optional parts (`upscale_or_vary`, `inpaint`,
 * `image_prompt`, `enhance`) and may be combined; leaving all out is text to image. Unknown keys are refused,
 * so that a typo is an error and not silence.
 *
 * What belongs to one HTTP call (`stream_output`, `async_process`, `webhook_url`, `require_base64`,
 * `save_name`) is the relay's and not part of a request; `preset` is merged before a request is made.
 */
export const GenerationRequest = z.strictObject({
  prompt: Prompt,
  negative_prompt: Prompt,
  style_selections: z
    .array(Name)
    .max(64)
    .default(() => ['Fooocus V2', 'Fooocus Enhance', 'Fooocus Sharp']),
  performance_selection: z.enum(PERFORMANCES).default('Speed'),
  aspect_ratios_selection: z
    .string()
    .refine((text) => parseAspectRatio(text) !== null, { error: 'must be a size such as 1152*896' })
    .default('1152*896'),
  image_number: z.int().min(1).max(MAX_IMAGES).default(1),
  output_format: z.enum(OUTPUT_FORMATS).default('png'),
  image_seed: Seed.default(RANDOM_SEED),
  read_wildcards_in_order: z.boolean().default(false),
  sharpness: z.number().min(0).max(30).default(2),
  guidance_scale: z.number().min(1).max(30).default(4),
  base_model_name: Name.default(BUILT_IN_MODEL),
  refiner_model_name: Name.default('None'),
  refiner_switch: z.number().min(0.1).max(1).default(0.5),
  loras: z
    .array(Lora)
    .max(16)
    .default(() => []),

  disable_preview: z.boolean().default(false),
  disable_intermediate_results: z.boolean().default(false),
  disable_seed_increment: z.boolean().default(false),
  black_out_nsfw: z.boolean().default(false),
  adm_scaler_positive: z.number().min(0).max(3).default(1.5),
  adm_scaler_negative: z.number().min(0).max(3).default(0.8),
  adm_scaler_end: z.number().min(0).max(1).default(0.3),
  adaptive_cfg: z.number().min(1).max(30).default(7),
  clip_skip: z.int().min(1).max(12).default(2),
  sampler_name: z.enum(SAMPLER_NAMES).default('dpmpp_2m_sde_gpu'),
  scheduler_name: z.enum(SCHEDULER_NAMES).default('karras'),
  vae_name: Name.default('Default (model)'),
  overwrite_step: Override(z.int().min(-1).max(200)),
  overwrite_switch: Override(z.int().min(-1).max(200)),
  overwrite_width: Override(z.int().min(-1).max(2048)),
  overwrite_height: Override(z.int().min(-1).max(2048)),
  refiner_swap_method: z.enum(['joint', 'separate', 'vae']).default('joint'),
  freeu_enabled: z.boolean().default(false),
  freeu_b1: z.number().min(0).max(2).default(1.01),
  freeu_b2: z.number().min(0).max(2).default(1.02),
  freeu_s1: z.number().min(0).max(4).default(0.99),
  freeu_s2: z.number().min(0).max(4).default(0.95),

  generate_image_grid: z.boolean().default(false),
  save_metadata_to_images: z.boolean().default(true),
  metadata_scheme: z.enum(['fooocus', 'a1111']).default('fooocus'),

  upscale_or_vary: UpscaleOrVaryPart.optional(),
  inpaint: InpaintPart.optional(),
  image_prompt: ImagePromptPart.optional(),
  enhance: EnhancePart.optional(),
})

/** A request in which every default is filled in. Plain data, never changed after parsing. */
export type GenerationRequest = z.infer<typeof GenerationRequest>

/** A request as a caller writes it: any field may be left out. */
export type GenerationRequestInput = z.input<typeof GenerationRequest>
