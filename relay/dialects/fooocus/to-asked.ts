import type { PictureFiles } from '../../files/ports.ts'
import type { RequestImage } from '../../http/parts.ts'
import type { Json, JsonObject } from '../../jobs/job.ts'
import { emptyPass, type CommonRequest } from './common-request.ts'
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
  const slots = Array.from({ length: CONTROL_SLOTS }, (_, at) => fields.controlnet_image[at] ?? EMPTY_SLOT)
  const kept = await keepAll(images, files)
  const req_params: Readonly<Record<string, unknown>> = {
    ...fields,
    loras: Array.from(
      { length: LORA_SLOTS },
      (_, at) => fields.loras[at] ?? { enabled: true, model_name: NONE, weight: 1 },
    ),
    enhance_ctrls: [...fields.enhance_ctrls, emptyPass(), emptyPass(), emptyPass()].slice(
      0,
      Math.max(fields.enhance_ctrls.length, PASSES),
    ),
    input_image_checkbox: true,
    inpaint_advanced_masking_checkbox: images.mask !== null,
    uov_input_image: kept.uov,
    inpaint_input_image: kept.inpaint,
    inpaint_mask_image_upload: kept.mask,
    enhance_input_image: kept.enhance,
    controlnet_image: slots.map((slot, at) => ({ ...slot, cn_img: kept.control[at] ?? '' })),
    webhook_url: fields.webhook_url ?? '',
  }
  // A name that was not sent is left out of the JSON.
  return { base_url: baseUrl, req_params: req_params as JsonObject }
}

const EMPTY_SLOT = { cn_img: null, cn_stop: 0.6, cn_weight: 0.6, cn_type: 'ImagePrompt' } as const

/** What stands in the place of each picture: its file, or nothing. */
interface Kept {
  readonly uov: Json
  readonly inpaint: Json
  readonly mask: Json
  readonly enhance: Json
  readonly control: readonly Json[]
}

const NOTHING_KEPT: Kept = { uov: '', inpaint: '', mask: '', enhance: '', control: [] }

async function keepAll(images: RequestImages, files: Context['files']): Promise<Kept> {
  const { uov, inpaint, mask, enhance, control } = images
  if ([uov, inpaint, mask, enhance, ...control].every((image) => image === null)) return NOTHING_KEPT
  const keep = async (name: string, image: RequestImage | null): Promise<Json> =>
    image ? { input: await keepImage(name, image, files) } : ''
  const [kept, slots] = await Promise.all([
    Promise.all([
      keep('uov_input_image', uov),
      keep('inpaint_input_image', inpaint),
      keep('inpaint_mask_image_upload', mask),
      keep('enhance_input_image', enhance),
    ]),
    Promise.all(control.map((image, at) => keep(`controlnet_image.${at}.cn_img`, image))),
  ])
  return { uov: kept[0], inpaint: kept[1], mask: kept[2], enhance: kept[3], control: slots }
}
