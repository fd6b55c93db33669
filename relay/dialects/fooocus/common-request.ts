import { PERFORMANCES } from '../../../contract/catalog/performance.ts'
import { OUTPUT_FORMATS } from '../../../contract/image.ts'
import { MASK_MODELS, UPSCALE_OR_VARY_METHODS } from '../../../contract/request-parts.ts'
import { MAX_PROMPT_LENGTH } from '../../../contract/request.ts'
import { z } from '../../../contract/zod.ts'
import { exactly, laxBigInteger, laxBoolean, laxInteger, laxNumber } from './lax.ts'

const Performance = exactly(PERFORMANCES).meta({ id: 'Performance' })
const MetadataScheme = exactly(['fooocus', 'a1111'], { a111: 'a1111' }).meta({ id: 'MetadataScheme' })
const OutpaintExpansion = exactly(['Left', 'Right', 'Top', 'Bottom']).meta({ id: 'OutpaintExpansion' })
const ControlNetType = exactly(['ImagePrompt', 'FaceSwap', 'PyraCanny', 'CPDS']).meta({
  id: 'ControlNetType',
})
const UpscaleOrVaryMethod = exactly(UPSCALE_OR_VARY_METHODS).meta({ id: 'UpscaleOrVaryMethod' })

/** The models that find masks. */
export const MaskModel = exactly(MASK_MODELS).meta({ id: 'MaskModel' })
/** What is cut out by the mask model for clothes. */
export const ClothCategory = exactly(['full', 'upper', 'lower'])
/** Sizes of the segmentation model. */
export const SamModel = exactly(['vit_b', 'vit_l', 'vit_h'])

const Prompt = z.string().max(MAX_PROMPT_LENGTH)
const Name = z.string().max(200)
const InpaintEngine = exactly(['None', 'v1', 'v2.5', 'v2.6'])
const Fraction = () => laxNumber({ min: 0, max: 1 })
/** A picture as text: an address, a data URL, base64, or nothing. */
const ImageText = z.string().nullable().default('None')

const Lora = z
  .object({
    enabled: laxBoolean().default(true),
    model_name: Name,
    weight: laxNumber({ min: -2, max: 2 }).default(0.5),
  })
  .meta({ id: 'Lora' })

const ImagePrompt = z
  .object({
    cn_img: z.string().nullable().default(null),
    cn_stop: Fraction().nullable().default(0.6),
    cn_weight: laxNumber({ min: 0, max: 2 }).nullable().default(0.6),
    cn_type: ControlNetType.default('ImagePrompt'),
  })
  .meta({ id: 'ImagePrompt' })

const EnhanceCtrlNets = z
  .object({
    enhance_enabled: laxBoolean().default(false),
    enhance_mask_dino_prompt: Prompt.default(''),
    enhance_prompt: Prompt.default(''),
    enhance_negative_prompt: Prompt.default(''),
    enhance_mask_model: MaskModel.default('sam'),
    enhance_mask_cloth_category: ClothCategory.default('full'),
    enhance_mask_sam_model: SamModel.default('vit_b'),
    enhance_mask_text_threshold: Fraction().default(0.25),
    enhance_mask_box_threshold: Fraction().default(0.3),
    enhance_mask_sam_max_detections: laxInteger({ min: 0, max: 10 }).default(0),
    enhance_inpaint_disable_initial_latent: laxBoolean().default(false),
    enhance_inpaint_engine: InpaintEngine.default('v2.6'),
    enhance_inpaint_strength: Fraction().default(1),
    enhance_inpaint_respective_field: Fraction().default(0.618),
    enhance_inpaint_erode_or_dilate: laxNumber({ min: -64, max: 64 }).default(0),
    enhance_mask_invert: laxBoolean().default(false),
  })
  .meta({ id: 'EnhanceCtrlNets' })

/** An enhancement that does nothing. Made when first needed, for that compiles the schema. */
export const emptyPass = (() => {
  let made: z.output<typeof EnhanceCtrlNets> | null = null
  return () => (made ??= EnhanceCtrlNets.parse({}))
})()

/** The settings of every generation, in FooocusAPI's order. */
const BASIC = {
  prompt: Prompt.default(''),
  negative_prompt: Prompt.default(''),
  style_selections: z
    .array(Name)
    .max(64)
    .default(() => ['Fooocus V2', 'Fooocus Enhance', 'Fooocus Sharp']),
  performance_selection: Performance.default('Speed'),
  aspect_ratios_selection: z.string().max(1000).default('1152*896'),
  image_number: laxInteger({ min: 1, max: 32 }).default(1),
  output_format: exactly(OUTPUT_FORMATS, { jpg: 'jpeg' }).default('png'),
  image_seed: laxBigInteger().default('-1').meta({ type: 'integer', format: 'int64', default: -1 }),
  read_wildcards_in_order: laxBoolean().default(false),
  sharpness: laxNumber({ min: 0, max: 30 }).default(2),
  guidance_scale: laxNumber({ min: 1, max: 30 }).default(4),
  base_model_name: Name.default(''),
  refiner_model_name: Name.default('None'),
  refiner_switch: laxNumber({ min: 0.1, max: 1 }).default(0.5),
  loras: z
    .array(Lora)
    .max(64)
    .default(() => []),
}

const IMAGE_INPUT = {
  input_image_checkbox: laxBoolean().default(false),
  current_tab: exactly(['uov', 'ip', 'inpaint', 'enhance']).default('uov'),
  uov_method: UpscaleOrVaryMethod.default('Disabled'),
  uov_input_image: ImageText,
  outpaint_selections: z
    .array(OutpaintExpansion)
    .max(16)
    .default(() => []),
  inpaint_input_image: ImageText,
  inpaint_additional_prompt: Prompt.default(''),
  inpaint_mask_image_upload: ImageText,
}

const ADVANCED = {
  disable_preview: laxBoolean().default(false),
  disable_intermediate_results: laxBoolean().default(false),
  disable_seed_increment: laxBoolean().default(false),
  black_out_nsfw: laxBoolean().default(false),
  adm_scaler_positive: laxNumber({ min: 0, max: 3 }).default(1.5),
  adm_scaler_negative: laxNumber({ min: 0, max: 3 }).default(0.8),
  adm_scaler_end: Fraction().default(0.3),
  adaptive_cfg: laxNumber({ min: 1, max: 30 }).default(7),
  clip_skip: laxInteger({ min: 1, max: 12 }).default(2),
  sampler_name: Name.default('dpmpp_2m_sde_gpu'),
  scheduler_name: Name.default('karras'),
  vae_name: Name.default('Default (model)'),
  overwrite_step: laxInteger({ min: -1, max: 200 }).default(-1),
  overwrite_switch: laxInteger({ min: -1, max: 200 }).default(-1),
  overwrite_width: laxInteger({ min: -1, max: 2048 }).default(-1),
  overwrite_height: laxInteger({ min: -1, max: 2048 }).default(-1),
  overwrite_vary_strength: laxNumber({ min: -1, max: 1 }).default(-1),
  overwrite_upscale_strength: laxNumber({ min: -1, max: 1 }).default(-1),
  mixing_image_prompt_and_vary_upscale: laxBoolean().default(false),
  mixing_image_prompt_and_inpaint: laxBoolean().default(false),
  debugging_cn_preprocessor: laxBoolean().default(false),
  skipping_cn_preprocessor: laxBoolean().default(false),
  canny_low_threshold: laxInteger({ min: 1, max: 255 }).default(64),
  canny_high_threshold: laxInteger({ min: 1, max: 255 }).default(128),
  refiner_swap_method: exactly(['joint', 'separate', 'vae']).default('joint'),
  controlnet_softness: Fraction().default(0.25),
  freeu_enabled: laxBoolean().default(false),
  freeu_b1: laxNumber({ min: 0, max: 2 }).default(1.01),
  freeu_b2: laxNumber({ min: 0, max: 2 }).default(1.02),
  freeu_s1: laxNumber({ min: 0, max: 4 }).default(0.99),
  freeu_s2: laxNumber({ min: 0, max: 4 }).default(0.95),
  debugging_inpaint_preprocessor: laxBoolean().default(false),
  inpaint_disable_initial_latent: laxBoolean().default(false),
  inpaint_engine: InpaintEngine.default('v2.6'),
  inpaint_strength: Fraction().default(1),
  inpaint_respective_field: Fraction().default(0.618),
  inpaint_advanced_masking_checkbox: laxBoolean().default(false),
  invert_mask_checkbox: laxBoolean().default(false),
  inpaint_erode_or_dilate: laxInteger({ min: -64, max: 64 }).default(0),
}

const METADATA_AND_ENHANCE = {
  save_final_enhanced_image_only: laxBoolean().default(false),
  save_metadata_to_images: laxBoolean().default(true),
  metadata_scheme: MetadataScheme.default('fooocus'),
  controlnet_image: z
    .array(ImagePrompt)
    .max(16)
    .default(() => [{ cn_img: null, cn_stop: 0.6, cn_weight: 0.6, cn_type: 'ImagePrompt' as const }]),
  debugging_dino: laxBoolean().default(false),
  dino_erode_or_dilate: laxInteger({ min: -64, max: 64 }).default(0),
  debugging_enhance_masks_checkbox: laxBoolean().default(false),
  enhance_input_image: ImageText,
  enhance_checkbox: laxBoolean().default(false),
  enhance_uov_method: UpscaleOrVaryMethod.default('Disabled'),
  enhance_uov_processing_order: exactly(['Before First Enhancement', 'After Last Enhancement']).default(
    'Before First Enhancement',
  ),
  enhance_uov_prompt_type: exactly(['Original Prompts', 'Last Filled Enhancement Prompts']).default(
    'Original Prompts',
  ),
  enhance_ctrls: z
    .array(EnhanceCtrlNets)
    .max(16)
    .default(() => []),
}

const CALL = {
  generate_image_grid: laxBoolean().default(false),
  save_name: z.string().max(200).optional(),
  outpaint_distance: z
    .array(laxInteger({ min: -4096, max: 4096 }))
    .max(4)
    .default(() => [0, 0, 0, 0]),
  upscale_multiple: laxNumber({ min: 1, max: 5 }).default(1),
  preset: z.string().max(200).default('initial'),
  stream_output: laxBoolean().default(false),
  require_base64: laxBoolean().default(false),
  async_process: laxBoolean().default(false),
  webhook_url: z.string().max(2000).nullable().default(''),
  /** Ours: whether a reader who leaves a stream takes the task along. */
  cancel_on_disconnect: laxBoolean().default(false),
}

/**
 * The body of a generation, as clients send it. Unknown keys are left out here and named by {@link unknownKeys};
 * `base_model_name` is empty where none was sent.
 */
export const CommonRequest = z
  .object({ ...BASIC, ...IMAGE_INPUT, ...ADVANCED, ...METADATA_AND_ENHANCE, ...CALL })
  .meta({ id: 'CommonRequest' })
export type CommonRequest = z.infer<typeof CommonRequest>

/** Keys of a body that mean nothing here: often a misspelt one. */
export function unknownKeys(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.keys(body).filter((key) => !Object.hasOwn(CommonRequest.shape, key))
}

/** Keys of a body that a request knows: what its sender decided. */
export function sentKeys(body: object): (keyof CommonRequest)[] {
  // Checked against the very shape that the type comes from.
  return Object.keys(body).filter((key) => Object.hasOwn(CommonRequest.shape, key)) as (keyof CommonRequest)[]
}
