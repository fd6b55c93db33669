import { z } from '../zod.ts'
import { AppError } from '../errors.ts'
import { GenerationRequest } from '../request.ts'
import {
  EnhancePart,
  ImagePromptPart,
  InpaintPart,
  UpscaleOrVaryPart,
  type InputImage,
} from '../request-parts.ts'

/** Names an attachment by its place in the request, such as `inpaint.inpaint_input_image`. */
export const AttachmentName = z.string().regex(/^[a-z0-9_.]{1,100}$/u)

/** Stands where a picture stood: JSON carries no bytes, so those follow in frames. */
const PictureReference = z.strictObject({ attachment: AttachmentName })
type PictureReference = z.infer<typeof PictureReference>

type Picture = z.infer<typeof InputImage>

/** A picture that was taken out of a request. The bytes are the request's own, not a copy. */
export interface Attachment extends Picture {
  readonly name: string
}

/** A request as it travels: the same fields, defaults and ranges, with references instead of pictures. */
export const JobRequest = GenerationRequest.extend({
  upscale_or_vary: UpscaleOrVaryPart.extend({ uov_input_image: PictureReference }).optional(),
  inpaint: InpaintPart.extend({
    inpaint_input_image: PictureReference,
    inpaint_mask_image_upload: PictureReference.optional(),
  }).optional(),
  image_prompt: ImagePromptPart.extend({
    controlnet_image: z
      .array(ImagePromptPart.shape.controlnet_image.element.extend({ cn_img: PictureReference }))
      .min(1)
      .max(4),
  }).optional(),
  enhance: EnhancePart.extend({ enhance_input_image: PictureReference.optional() }).optional(),
})
export type JobRequest = z.infer<typeof JobRequest>

/**
 * Takes the pictures out of a request, in the order in which they stand there. The request is not modified; one without
 * pictures is its own result.
 */
export function detachPictures(request: GenerationRequest): {
  readonly request: JobRequest
  readonly attachments: readonly Attachment[]
} {
  const { upscale_or_vary, inpaint, image_prompt, enhance } = request
  // Pictures stand in these parts only.
  if (!upscale_or_vary && !inpaint && !image_prompt && !enhance) {
    return { request: request as JobRequest, attachments: [] }
  }
  const attachments: Attachment[] = []
  const detached = replaceDeep(request, isPicture, (picture, name): PictureReference => {
    attachments.push({ name, ...picture })
    return { attachment: name }
  })
  // Only pictures were replaced, and JobRequest differs from GenerationRequest in nothing else.
  return { request: detached as JobRequest, attachments }
}

/** The names of all pictures that a request waits for. */
export function attachmentNames(request: JobRequest): string[] {
  const names: string[] = []
  replaceDeep(request, isReference, ({ attachment }) => names.push(attachment))
  return names
}

/**
 * Puts the pictures back once their bytes are here.
 *
 * @param pictures by name, each already checked against its announced length and hash
 * @throws AppError `invalid_request` when one is missing; `detail.field` names it
 */
export function attachPictures(
  request: JobRequest,
  pictures: ReadonlyMap<string, Picture>,
): GenerationRequest {
  const attached = replaceDeep(request, isReference, ({ attachment }) => {
    const picture = pictures.get(attachment)
    if (picture) return picture
    throw new AppError('invalid_request', `${attachment}: the picture is missing`, { field: attachment })
  })
  // The reverse of detachPictures, for the same reason.
  return attached as GenerationRequest
}

/** Copies plain data, with a replacement for each value that is a `T`. Requests are parsed, so depth is bounded. */
function replaceDeep<T>(
  value: unknown,
  isOne: (value: object) => value is T & object,
  replace: (one: T, path: string) => unknown,
  path = '',
): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isOne(value)) return replace(value, path)
  const inside = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`)
  if (Array.isArray(value)) return value.map((one, at) => replaceDeep(one, isOne, replace, inside(at)))
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    replaceDeep(one, isOne, replace, inside(key)),
  ])
  return Object.fromEntries(entries)
}

const isPicture = (value: object): value is Picture => 'bytes' in value && value.bytes instanceof Uint8Array

const isReference = (value: object): value is PictureReference => 'attachment' in value
