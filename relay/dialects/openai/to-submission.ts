import type { OutputFormat } from '../../../contract/image.ts'
import { parseRequest } from '../../../contract/parse-request.ts'
import type { GenerationRequest, GenerationRequestInput } from '../../../contract/request.ts'
import type { ModelCatalog, RequestImage } from '../../http/parts.ts'
import { fitSize } from '../fit-size.ts'
import { given } from '../given.ts'
import { readSize, type GenerationBody, type VariationBody } from './image-body.ts'

/** What an answer repeats of its question. */
export interface Asked {
  readonly size: string
  readonly quality: 'auto' | 'low' | 'medium' | 'high'
  readonly background: 'auto' | 'transparent' | 'opaque'
  readonly outputFormat: OutputFormat
  readonly responseFormat: 'url' | 'b64_json'
}

/** Pictures of an edit, read and checked. */
export interface EditPictures {
  /** At least one. */
  readonly images: readonly RequestImage[]
  /** White is repainted; null for none. */
  readonly mask: RequestImage | null
}

/** OpenAI's `auto`, and what its own models make of a call without a size. */
const AUTO_SIZE = { width: 1024, height: 1024 }

/** Models whose answers carry the pictures themselves unless asked otherwise. */
const ANSWERS_WITH_BYTES = /^(?:gpt-image|chatgpt-image)/u

/** Slots that an image prompt has. */
export const MAX_EDIT_IMAGES = 4

/**
 * The request behind a body.
 *
 * @param body checked; the fields of a variation are a part of those of a generation
 * @throws AppError `unknown_model`; `invalid_request` for what no engine takes
 */
export function toRequest(body: GenerationBody, catalog: ModelCatalog): GenerationRequest {
  return parseRequest(toInput(body, catalog))
}

/**
 * The request behind an edit: what a mask leaves white is repainted, and without a mask the pictures steer a new one.
 *
 * @throws AppError as toRequest
 */
export function toEditRequest(
  body: GenerationBody,
  { images, mask }: EditPictures,
  catalog: ModelCatalog,
): GenerationRequest {
  const input = toInput(body, catalog)
  const [first, ...others] = images
  if (!first || !mask) return parseRequest({ ...input, ...imagePrompt(images, false) })
  return parseRequest({
    ...input,
    inpaint: { inpaint_input_image: first, inpaint_mask_image_upload: mask },
    ...imagePrompt(others, true),
  })
}

/** The request behind a variation. @throws AppError as toRequest */
export function toVariationRequest(
  body: VariationBody,
  image: RequestImage,
  catalog: ModelCatalog,
): GenerationRequest {
  const input = toInput({ ...body, prompt: '' }, catalog)
  return parseRequest({
    ...input,
    upscale_or_vary: { uov_method: 'Vary (Subtle)', uov_input_image: image },
  })
}

/** What an answer to a body repeats, with OpenAI's defaults. A stream carries the pictures themselves always. */
export function toAsked(body: Partial<GenerationBody>): Asked {
  const hasBytes = body.stream === true || ANSWERS_WITH_BYTES.test(body.model ?? '')
  return {
    size: body.size ?? 'auto',
    quality: QUALITIES[body.quality ?? 'auto'],
    background: body.background ?? 'auto',
    outputFormat: body.output_format ?? 'png',
    responseFormat:
      body.stream === true ? 'b64_json' : (body.response_format ?? (hasBytes ? 'b64_json' : 'url')),
  }
}

const QUALITIES = {
  auto: 'auto',
  standard: 'medium',
  low: 'low',
  medium: 'medium',
  high: 'high',
  hd: 'high',
} as const

function toInput(body: GenerationBody, catalog: ModelCatalog): GenerationRequestInput {
  const model = body.model ? catalog.resolve(body.model) : catalog.defaultModel
  const size = readSize(body.size ?? 'auto') ?? AUTO_SIZE
  return {
    prompt: body.prompt,
    base_model_name: model,
    aspect_ratios_selection: fitSize(size, model, catalog),
    // Which modes are faster than Speed differs from model to model.
    performance_selection: QUALITIES[body.quality ?? 'auto'] === 'high' ? 'Quality' : 'Speed',
    image_number: body.n ?? 1,
    output_format: body.output_format ?? 'png',
    ...given('negative_prompt', body.negative_prompt),
    ...given('image_seed', body.seed),
    ...given('overwrite_step', body.steps),
    ...given('guidance_scale', body.guidance_scale),
    ...given('style_selections', body.styles),
  }
}

function imagePrompt(
  images: readonly RequestImage[],
  mixed: boolean,
): Pick<GenerationRequestInput, 'image_prompt'> {
  if (images.length === 0) return {}
  const slots = images.map((cn_img) => ({ cn_img }))
  return { image_prompt: { controlnet_image: slots, mixing_image_prompt_and_inpaint: mixed } }
}
