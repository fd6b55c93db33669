import type { PictureFiles } from '../../files/ports.ts'
import type { InputImageReader, RequestImage } from '../../http/parts.ts'
import type { CommonRequest } from './common-request.ts'

/** Slots for steering pictures, as in a stock install. */
export const CONTROL_SLOTS = 4

/** The pictures of a request; null where there is none. */
export interface RequestImages {
  readonly uov: RequestImage | null
  readonly inpaint: RequestImage | null
  readonly mask: RequestImage | null
  readonly enhance: RequestImage | null
  /** One for each of the first four slots that were sent; none where no picture was sent at all. */
  readonly control: readonly (RequestImage | null)[]
}

/** @throws AppError `invalid_request` with `detail.field` for what is no picture; `payload_too_large` */
export async function readImages(fields: CommonRequest, images: InputImageReader): Promise<RequestImages> {
  if (hasNoImages(fields)) return NO_IMAGES
  const read = (field: keyof CommonRequest, text: string | null) => images.fromText(text, field)
  const [uov, inpaint, mask, enhance, control] = await Promise.all([
    read('uov_input_image', fields.uov_input_image),
    read('inpaint_input_image', fields.inpaint_input_image),
    read('inpaint_mask_image_upload', fields.inpaint_mask_image_upload),
    read('enhance_input_image', fields.enhance_input_image),
    Promise.all(
      fields.controlnet_image
        .slice(0, CONTROL_SLOTS)
        .map(({ cn_img }, at) => images.fromText(cn_img, `controlnet_image.${at}.cn_img`)),
    ),
  ])
  return { uov, inpaint, mask, enhance, control }
}

/** What the usual request has; nothing of it needs to be waited for. */
const NO_IMAGES: RequestImages = { uov: null, inpaint: null, mask: null, enhance: null, control: [] }

function hasNoImages(fields: CommonRequest): boolean {
  const isNone = (text: string | null) => text === null || text === '' || text === 'None'
  return (
    isNone(fields.uov_input_image) &&
    isNone(fields.inpaint_input_image) &&
    isNone(fields.inpaint_mask_image_upload) &&
    isNone(fields.enhance_input_image) &&
    fields.controlnet_image.every(({ cn_img }) => isNone(cn_img))
  )
}

/** Keeps a picture for the record although no engine will see it. @returns its name in the inputs folder */
export async function keepImage(
  name: string,
  image: RequestImage,
  files: Pick<PictureFiles, 'saveInput'>,
): Promise<string> {
  return (await files.saveInput(name, image.mime, image.bytes)).file
}

/** Where FooocusAPI would put the person, by the pictures that are there. */
export function currentTab(fields: CommonRequest, images: RequestImages): CommonRequest['current_tab'] {
  if (images.enhance) return 'enhance'
  if (images.control.some((image) => image !== null)) return 'ip'
  if (images.uov) return 'uov'
  if (images.inpaint) return 'inpaint'
  return fields.current_tab
}
