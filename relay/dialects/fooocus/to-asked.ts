import type { PictureFiles } from '../../files/ports.ts'
import type { RequestImage } from '../../http/parts.ts'
import type { Json, JsonObject } from '../../jobs/job.ts'
import { EMPTY_PASS, type CommonRequest } from './common-request.ts'
import { CONTROL_SLOTS, keepImage, type RequestImages } from './read-images.ts'
import { LORA_SLOTS, NONE } from './resolve-names.ts'

/** Enhancements that every record shows. */
const PASSES = 3

/** What a record needs besides its fields. */
interface Context {
  readonly images: RequestImages
  readonly baseUrl: string
  readonly files: Pick<PictureFiles, 'saveInput'>
}

/**
 * The request as its record will show it (`req_params`), and the address under which its client knows us. Pictures
 * stand as `{"input": file}`, and become addresses when the record is made.
 */
export async function toAsked(fields: CommonRequest, context: Context): Promise<JsonObject> {
  const { images, files, baseUrl } = context
  const keep = async (name: string, image: RequestImage | null | undefined): Promise<Json> =>
    image ? { input: await keepImage(name, image, files) } : ''
  const emptySlot = { cn_img: null, cn_stop: 0.6, cn_weight: 0.6, cn_type: 'ImagePrompt' } as const
  const slots = Array.from({ length: CONTROL_SLOTS }, (_, at) => fields.controlnet_image[at] ?? emptySlot)
  const controlnet_image = await Promise.all(
    slots.map(async (slot, at) => ({
      ...slot,
      cn_img: await keep(`controlnet_image.${at}.cn_img`, images.control[at]),
    })),
  )
  const [uov, inpaint, mask, enhance] = await Promise.all([
    keep('uov_input_image', images.uov),
    keep('inpaint_input_image', images.inpaint),
    keep('inpaint_mask_image_upload', images.mask),
    keep('enhance_input_image', images.enhance),
  ])
  const { save_name, ...rest } = fields
  const req_params: JsonObject = {
    ...rest,
    loras: Array.from(
      { length: LORA_SLOTS },
      (_, at) => fields.loras[at] ?? { enabled: true, model_name: NONE, weight: 1 },
    ),
    enhance_ctrls: [...fields.enhance_ctrls, EMPTY_PASS, EMPTY_PASS, EMPTY_PASS].slice(
      0,
      Math.max(fields.enhance_ctrls.length, PASSES),
    ),
    input_image_checkbox: true,
    inpaint_advanced_masking_checkbox: images.mask !== null,
    uov_input_image: uov,
    inpaint_input_image: inpaint,
    inpaint_mask_image_upload: mask,
    enhance_input_image: enhance,
    controlnet_image,
    webhook_url: fields.webhook_url ?? '',
    ...(save_name !== undefined && { save_name }),
  }
  return { base_url: baseUrl, req_params }
}
