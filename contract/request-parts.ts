import { z } from './zod.ts'

/** The largest picture file a request may carry, in bytes. */
export const MAX_INPUT_IMAGE_BYTES = 50 * 1024 * 1024

/** A picture handed in with a request: the file's own bytes, undecoded. */
export const InputImage = z.strictObject({
  mime: z.string().regex(/^image\/[a-z0-9.+-]+$/u),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_INPUT_IMAGE_BYTES, {
    error: 'must be at most 50 MB',
  }),
})

/** FooocusAPI's `uov_method` values. */
export const UPSCALE_OR_VARY_METHODS = [
  'Disabled',
  'Vary (Subtle)',
  'Vary (Strong)',
  'Upscale (1.5x)',
  'Upscale (2x)',
  'Upscale (Fast 2x)',
  'Upscale (Custom)',
] as const

/** Strengths where -1 (and anything not above 0) means "the method's own". */
const StrengthOverride = z.number().min(-1).max(1).default(-1)
const InpaintEngine = z.enum(['None', 'v1', 'v2.5', 'v2.6'])
const Fraction = z.number().min(0).max(1)
const Dilation = z.int().min(-64).max(64)

/** Remake or enlarge a picture (Fooocus' "uov" fields). */
export const UpscaleOrVaryPart = z.strictObject({
  uov_method: z.enum(UPSCALE_OR_VARY_METHODS).default('Disabled'),
  uov_input_image: InputImage,
  upscale_multiple: z.number().min(1).max(5).default(1),
  overwrite_vary_strength: StrengthOverride,
  overwrite_upscale_strength: StrengthOverride,
})

/** Repaint a masked area, or continue the picture beyond its edges. */
export const InpaintPart = z.strictObject({
  inpaint_input_image: InputImage,
  /** White is repainted. */
  inpaint_mask_image_upload: InputImage.optional(),
  inpaint_additional_prompt: z.string().max(20_000).default(''),
  outpaint_selections: z.array(z.enum(['Left', 'Right', 'Top', 'Bottom'])).default(() => []),
  /** Pixels to the left, top, right, bottom; 0 or less means 30 % of the side. */
  outpaint_distance: z
    .tuple([z.int(), z.int(), z.int(), z.int()])
    .default(() => [0, 0, 0, 0] as [number, number, number, number]),
  inpaint_disable_initial_latent: z.boolean().default(false),
  inpaint_engine: InpaintEngine.default('v2.6'),
  inpaint_strength: Fraction.default(1),
  inpaint_respective_field: Fraction.default(0.618),
  invert_mask_checkbox: z.boolean().default(false),
  inpaint_erode_or_dilate: Dilation.default(0),
  debugging_inpaint_preprocessor: z.boolean().default(false),
})

const ImagePromptSlot = z.strictObject({
  cn_img: InputImage,
  cn_stop: Fraction.default(0.6),
  cn_weight: z.number().min(0).max(2).default(0.6),
  cn_type: z.enum(['ImagePrompt', 'FaceSwap', 'PyraCanny', 'CPDS']).default('ImagePrompt'),
})

/** Up to four pictures that steer content, edges, tones or a face. */
export const ImagePromptPart = z.strictObject({
  controlnet_image: z.array(ImagePromptSlot).min(1).max(4),
  mixing_image_prompt_and_vary_upscale: z.boolean().default(false),
  mixing_image_prompt_and_inpaint: z.boolean().default(false),
  debugging_cn_preprocessor: z.boolean().default(false),
  skipping_cn_preprocessor: z.boolean().default(false),
  canny_low_threshold: z.int().min(1).max(255).default(64),
  canny_high_threshold: z.int().min(1).max(255).default(128),
  controlnet_softness: Fraction.default(0.25),
})

/** The models that find masks, by FooocusAPI's names. */
export const MASK_MODELS = [
  'u2net',
  'u2netp',
  'u2net_human_seg',
  'u2net_cloth_seg',
  'silueta',
  'isnet-general-use',
  'isnet-anime',
  'sam',
] as const

/** One find-and-repaint pass. */
const EnhancePass = z.strictObject({
  enhance_enabled: z.boolean().default(false),
  enhance_mask_dino_prompt: z.string().max(20_000).default(''),
  enhance_prompt: z.string().max(20_000).default(''),
  enhance_negative_prompt: z.string().max(20_000).default(''),
  enhance_mask_model: z.enum(MASK_MODELS).default('sam'),
  enhance_mask_cloth_category: z.enum(['full', 'upper', 'lower']).default('full'),
  enhance_mask_sam_model: z.enum(['vit_b', 'vit_l', 'vit_h']).default('vit_b'),
  enhance_mask_text_threshold: Fraction.default(0.25),
  enhance_mask_box_threshold: Fraction.default(0.3),
  enhance_mask_sam_max_detections: z.int().min(0).max(10).default(0),
  enhance_inpaint_disable_initial_latent: z.boolean().default(false),
  enhance_inpaint_engine: InpaintEngine.default('v2.6'),
  enhance_inpaint_strength: Fraction.default(1),
  enhance_inpaint_respective_field: Fraction.default(0.618),
  enhance_inpaint_erode_or_dilate: Dilation.default(0),
  enhance_mask_invert: z.boolean().default(false),
})

/** Automatic passes after generation, or over a given picture. */
export const EnhancePart = z.strictObject({
  enhance_checkbox: z.boolean().default(false),
  /** Absent: the passes follow generation. */
  enhance_input_image: InputImage.optional(),
  enhance_uov_method: z.enum(UPSCALE_OR_VARY_METHODS).default('Disabled'),
  enhance_uov_processing_order: z
    .enum(['Before First Enhancement', 'After Last Enhancement'])
    .default('Before First Enhancement'),
  enhance_uov_prompt_type: z
    .enum(['Original Prompts', 'Last Filled Enhancement Prompts'])
    .default('Original Prompts'),
  enhance_ctrls: z
    .array(EnhancePass)
    .max(5)
    .default(() => []),
  save_final_enhanced_image_only: z.boolean().default(false),
  debugging_dino: z.boolean().default(false),
  dino_erode_or_dilate: Dilation.default(0),
  debugging_enhance_masks_checkbox: z.boolean().default(false),
})
