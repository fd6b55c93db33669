import { AppError } from '../../../contract/errors.ts'
import type { Form } from '../../http/multipart.ts'
import type { DialectParts, RequestImage } from '../../http/parts.ts'
import type { EditBody } from './image-body.ts'
import { MAX_EDIT_IMAGES, type EditPictures } from './to-submission.ts'

/** What reading the pictures of an edit takes. */
export interface EditParts extends Pick<DialectParts, 'images'> {
  /** Makes a mask (white is repainted) out of transparency. Without it masks are refused. */
  readonly alphaToMask?: ((picture: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>) | undefined
}

/** @throws AppError `invalid_request` naming the field; `unsupported_feature` where masks cannot be converted */
export async function picturesOfForm(form: Form, parts: EditParts): Promise<EditPictures> {
  const stranger = form.files.find(({ name }) => name !== 'image' && name !== 'mask')
  if (stranger) throw unknownParameter(stranger.name)
  const files = form.files.filter(({ name }) => name === 'image')
  checkCount(files.length, 'image')
  const images = files.map(({ bytes }) => parts.images.fromBytes(bytes, 'image'))
  const mask = form.files.find(({ name }) => name === 'mask')
  return { images, mask: mask ? await toMask(parts.images.fromBytes(mask.bytes, 'mask'), parts) : null }
}

/** @throws AppError as picturesOfForm, and what fetching an address throws */
export async function picturesOfJson(body: EditBody, parts: EditParts): Promise<EditPictures> {
  const references = body.images ?? []
  checkCount(references.length, 'images')
  const images: RequestImage[] = []
  for (const [at, { image_url: text }] of references.entries()) {
    images.push(await readReference(text, `images.${at}.image_url`, parts))
  }
  const mask = body.mask ? await readReference(body.mask.image_url, 'mask.image_url', parts) : null
  return { images, mask: mask && (await toMask(mask, parts)) }
}

/** The one picture of a variation. @throws AppError `invalid_request` */
export function pictureOfVariation(form: Form, parts: EditParts): RequestImage {
  const stranger = form.files.find(({ name }) => name !== 'image')
  if (stranger) throw unknownParameter(stranger.name)
  const [file, second] = form.files
  if (!file) throw missing('image')
  if (second) throw invalid('image', 'A variation is made of one picture.')
  return parts.images.fromBytes(file.bytes, 'image')
}

async function readReference(text: string, field: string, { images }: EditParts): Promise<RequestImage> {
  const image = await images.fromText(text, field)
  if (image) return image
  throw invalid(field, `Invalid value for '${field}': no picture.`)
}

async function toMask(mask: RequestImage, { images, alphaToMask }: EditParts): Promise<RequestImage> {
  if (alphaToMask) return images.fromBytes(await alphaToMask(mask.bytes), 'mask')
  throw new AppError('unsupported_feature', 'This relay cannot read masks: its image library is missing.', {
    field: 'mask',
    feature: 'mask',
  })
}

function checkCount(count: number, field: string): void {
  if (count === 0) throw missing(field)
  if (count > MAX_EDIT_IMAGES)
    throw invalid(field, `At most ${MAX_EDIT_IMAGES} pictures can be used at once.`)
}

const missing = (field: string) =>
  new AppError('invalid_request', `Missing required parameter: '${field}'.`, {
    field,
    openAiCode: 'missing_required_parameter',
  })

const invalid = (field: string, message: string) =>
  new AppError('invalid_request', message, { field, openAiCode: 'invalid_value' })

const unknownParameter = (field: string) =>
  new AppError('invalid_request', `Unknown parameter: '${field}'.`, {
    field,
    openAiCode: 'unknown_parameter',
  })
