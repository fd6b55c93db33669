import { AppError } from '../../../contract/errors.ts'
import { readMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { z } from '../../../contract/zod.ts'
import type { DialectParts, RequestImage } from '../../http/parts.ts'
import { sendJson } from './answer-error.ts'
import { ClothCategory, MaskModel, SamModel } from './common-request.ts'
import { exactly, laxBoolean, laxInteger, laxNumber } from './lax.ts'
import { toRequestFields } from './to-request-fields.ts'
import { readFields, refuseValue } from './validation.ts'
import type { Routes } from './routes.ts'

/** The body of `describe-image`. */
export const DescribeImageRequest = z
  .object({
    image: z.string(),
    image_type: exactly(['Photo', 'Anime']).meta({ id: 'DescribeImageType' }).default('Photo'),
  })
  .meta({ id: 'DescribeImageRequest' })

/** The body of `generate_mask`. */
export const GenerateMaskRequest = z
  .object({
    image: z.string(),
    mask_model: MaskModel.default('isnet-general-use'),
    cloth_category: ClothCategory.default('full'),
    dino_prompt_text: z.string().default(''),
    sam_model: SamModel.default('vit_b'),
    box_threshold: laxNumber({ min: 0, max: 1 }).default(0.3),
    text_threshold: laxNumber({ min: 0, max: 1 }).default(0.25),
    sam_max_detections: laxInteger({ min: 0, max: 10 }).default(0),
    dino_erode_or_dilate: laxNumber({ min: -64, max: 64 }).default(0),
    dino_debug: laxBoolean().default(false),
  })
  .meta({ id: 'GenerateMaskRequest' })

/** The body of `read-metadata`. */
export const ReadMetadataRequest = z.object({ image: z.string() }).meta({ id: 'ReadMetadataRequest' })

/** FooocusAPI's two tools, which need models that no tab has, and one of ours that reads how a picture was made. */
export function addToolRoutes(
  routes: Routes,
  { images, catalog }: Pick<DialectParts, 'images' | 'catalog'>,
): void {
  const imageIn = async ({ image }: { readonly image: string }): Promise<RequestImage> => {
    const read = await images.fromText(image, 'image')
    if (read) return read
    throw refuseValue('image', 'there is no image', { input: image.slice(0, 100) })
  }
  const refuse = (path: string, schema: z.ZodType<{ readonly image: string }>, what: string) =>
    routes.add('POST', path, async (request, reply) => {
      await imageIn(readFields(schema, request.body, 'body'))
      // 501 and not the code's usual 422: nothing in the request is wrong.
      return sendJson(reply, { detail: `No engine here can ${what}.`, code: 'unsupported_feature' }, 501)
    })

  refuse('/v1/tools/describe-image', DescribeImageRequest, 'describe pictures')
  refuse('/v1/tools/generate_mask', GenerateMaskRequest, 'find masks')

  routes.add('POST', '/v1/tools/read-metadata', async (request, reply) => {
    const { bytes } = await imageIn(readFields(ReadMetadataRequest, request.body, 'body'))
    const read = readMetadata(bytes)
    if (read.kind === 'not-a-picture')
      throw new AppError('invalid_request', 'not a picture', { field: 'image' })
    if (read.kind === 'none') {
      return sendJson(reply, { metadata_scheme: null, parameters: null, request: null })
    }
    const { scheme, parameters } = read
    return sendJson(reply, {
      metadata_scheme: scheme,
      parameters,
      request: toRequestFields(parameters, catalog),
    })
  })
}
