import type { GenerationRequestInput } from '../../../contract/request.ts'
import type { CommonRequest } from './common-request.ts'
import type { RequestImages } from './read-images.ts'

type Parts = Pick<GenerationRequestInput, 'upscale_or_vary' | 'inpaint' | 'image_prompt' | 'enhance'>

/** What a request does with its pictures, and why a picture does nothing. */
export interface PictureWork {
  readonly parts: Parts
  readonly notices: readonly string[]
}

/** What a slot without its own numbers stands for: when to stop, and how strongly. */
const CONTROL_DEFAULTS = {
  ImagePrompt: [0.5, 0.6],
  FaceSwap: [0.9, 0.75],
  PyraCanny: [0.5, 1],
  CPDS: [0.5, 1],
} as const

/**
 * Chooses the parts of a request as Fooocus chooses its goals: by the tab, by what is given, and by the two mixing flags.
 *
 * @param tab from the pictures that are there
 */
export function toParts(
  fields: CommonRequest,
  images: RequestImages,
  tab: CommonRequest['current_tab'],
): PictureWork {
  const mixesUov = fields.mixing_image_prompt_and_vary_upscale
  const mixesInpaint = fields.mixing_image_prompt_and_inpaint
  const notices: string[] = []
  const parts: Parts = {}

  if (images.uov && (tab === 'uov' || (tab === 'ip' && mixesUov)) && fields.uov_method !== 'Disabled') {
    const { uov_method, upscale_multiple, overwrite_vary_strength, overwrite_upscale_strength } = fields
    parts.upscale_or_vary = {
      uov_method,
      uov_input_image: images.uov,
      upscale_multiple,
      overwrite_vary_strength,
      overwrite_upscale_strength,
    }
  }
  if (images.inpaint && (tab === 'inpaint' || (tab === 'ip' && mixesInpaint))) {
    if (images.mask || fields.outpaint_selections.length > 0) {
      parts.inpaint = inpaintPart(fields, images.inpaint, images.mask)
    } else notices.push('inpaint_input_image has neither mask nor outpaint_selections: text to image')
  }
  if (images.control.some((image) => image !== null) && (tab === 'ip' || mixesUov || mixesInpaint)) {
    parts.image_prompt = imagePromptPart(fields, images.control)
  }
  if (fields.enhance_checkbox || (tab === 'enhance' && images.enhance)) {
    parts.enhance = enhancePart(fields, images.enhance)
  }
  return { parts, notices }
}

function inpaintPart(
  fields: CommonRequest,
  image: NonNullable<RequestImages['inpaint']>,
  mask: RequestImages['mask'],
): NonNullable<Parts['inpaint']> {
  const [left = 0, top = 0, right = 0, bottom = 0] = fields.outpaint_distance
  return {
    inpaint_input_image: image,
    ...(mask && { inpaint_mask_image_upload: mask }),
    inpaint_additional_prompt: fields.inpaint_additional_prompt,
    outpaint_selections: fields.outpaint_selections,
    outpaint_distance: [left, top, right, bottom],
    inpaint_disable_initial_latent: fields.inpaint_disable_initial_latent,
    inpaint_engine: fields.inpaint_engine,
    inpaint_strength: fields.inpaint_strength,
    inpaint_respective_field: fields.inpaint_respective_field,
    invert_mask_checkbox: fields.invert_mask_checkbox,
    inpaint_erode_or_dilate: fields.inpaint_erode_or_dilate,
    debugging_inpaint_preprocessor: fields.debugging_inpaint_preprocessor,
  }
}

function imagePromptPart(
  fields: CommonRequest,
  control: RequestImages['control'],
): NonNullable<Parts['image_prompt']> {
  const slots = control.flatMap((image, at) => {
    const slot = fields.controlnet_image[at]
    if (!image || !slot) return []
    const [stop, weight] = CONTROL_DEFAULTS[slot.cn_type]
    const { cn_stop, cn_weight, cn_type } = slot
    return [{ cn_img: image, cn_stop: cn_stop ?? stop, cn_weight: cn_weight ?? weight, cn_type }]
  })
  return {
    controlnet_image: slots,
    mixing_image_prompt_and_vary_upscale: fields.mixing_image_prompt_and_vary_upscale,
    mixing_image_prompt_and_inpaint: fields.mixing_image_prompt_and_inpaint,
    debugging_cn_preprocessor: fields.debugging_cn_preprocessor,
    skipping_cn_preprocessor: fields.skipping_cn_preprocessor,
    canny_low_threshold: fields.canny_low_threshold,
    canny_high_threshold: fields.canny_high_threshold,
    controlnet_softness: fields.controlnet_softness,
  }
}

/** Fooocus has three passes; the contract takes five, so more than Fooocus' own are kept. */
const MAX_PASSES = 5

function enhancePart(fields: CommonRequest, image: RequestImages['enhance']): NonNullable<Parts['enhance']> {
  return {
    enhance_checkbox: fields.enhance_checkbox,
    ...(image && { enhance_input_image: image }),
    enhance_uov_method: fields.enhance_uov_method,
    enhance_uov_processing_order: fields.enhance_uov_processing_order,
    enhance_uov_prompt_type: fields.enhance_uov_prompt_type,
    enhance_ctrls: fields.enhance_ctrls.slice(0, MAX_PASSES).map((pass) => ({
      ...pass,
      enhance_inpaint_erode_or_dilate: Math.trunc(pass.enhance_inpaint_erode_or_dilate),
    })),
    save_final_enhanced_image_only: fields.save_final_enhanced_image_only,
    debugging_dino: fields.debugging_dino,
    dino_erode_or_dilate: fields.dino_erode_or_dilate,
    debugging_enhance_masks_checkbox: fields.debugging_enhance_masks_checkbox,
  }
}
