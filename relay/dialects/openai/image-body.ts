import { parseAspectRatio } from '../../../contract/catalog/aspect-ratios.ts'
import { EXPANSION_STYLE, findStyle } from '../../../contract/catalog/find-style.ts'
import { AppError } from '../../../contract/errors.ts'
import { OUTPUT_FORMATS } from '../../../contract/image.ts'
import { MAX_PROMPT_LENGTH } from '../../../contract/request.ts'
import { Seed } from '../../../contract/seed.ts'
import { z } from '../../../contract/zod.ts'

/** Pixels that one side of `size` may have, as far as this dialect cares; models are stricter. */
const SIDE = { min: 16, max: 4096 } as const

const Size = z.string().refine((text) => text === 'auto' || readSize(text) !== null, {
  error: `must be "auto" or a size such as 1024x1024, each side from ${SIDE.min} to ${SIDE.max} pixels`,
})

const Style = z.string().refine((name) => name === EXPANSION_STYLE || findStyle(name).kind === 'known', {
  error: ({ input }) => {
    const found = findStyle(String(input))
    return found.kind === 'unknown' ? `is no style; the nearest is "${found.nearest}"` : 'is no style'
  },
})

const Prompt = z.string().max(MAX_PROMPT_LENGTH)

/** Fields that all three operations take. In OpenAI's API null is the same as nothing. */
const COMMON = {
  model: z.string().min(1).max(200).nullish(),
  n: z.int().min(1).max(10).nullish(),
  size: Size.nullish(),
  response_format: z.enum(['url', 'b64_json']).nullish(),
  user: z.string().max(1000).nullish(),

  // What OpenAI has no word for.
  seed: Seed.nullish(),
  negative_prompt: Prompt.nullish(),
  steps: z.int().min(1).max(200).nullish(),
  guidance_scale: z.number().min(1).max(30).nullish(),
  styles: z.array(Style).max(64).nullish(),
}

/** Fields of the two operations that follow a prompt. */
const PROMPTED = {
  ...COMMON,
  prompt: Prompt.min(1),
  quality: z.enum(['auto', 'standard', 'low', 'medium', 'high', 'hd']).nullish(),
  background: z.enum(['auto', 'transparent', 'opaque']).nullish(),
  output_format: z.enum(OUTPUT_FORMATS).nullish(),
  output_compression: z.int().min(0).max(100).nullish(),
  stream: z.boolean().nullish(),
  partial_images: z.int().min(0).max(3).nullish(),
  moderation: z.enum(['auto', 'low']).nullish(),
  style: z.enum(['vivid', 'natural']).nullish(),
}

/** A picture in a JSON body: an address, or the picture itself as a data URL. */
const ImageReference = z.strictObject({ image_url: z.string().max(64 * 1024 * 1024) })

/** Body of `POST /v1/images/generations`. */
export const GenerationBody = z.strictObject(PROMPTED)

/** Body of `POST /v1/images/edits`: the JSON form, and the fields of a form without its files. */
export const EditBody = z.strictObject({
  ...PROMPTED,
  images: z.array(ImageReference).max(16).nullish(),
  mask: ImageReference.nullish(),
  input_fidelity: z.enum(['high', 'low']).nullish(),
})

/** Fields of the form of `POST /v1/images/variations`. */
export const VariationBody = z.strictObject(COMMON)

export type GenerationBody = z.infer<typeof GenerationBody>
export type EditBody = z.infer<typeof EditBody>
export type VariationBody = z.infer<typeof VariationBody>

/**
 * Checks a body at the door.
 *
 * @throws AppError `invalid_request`; `detail.field` is the parameter, `detail.openAiCode` OpenAI's word for the fault
 */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {})
  if (result.success) return result.data
  const { message, field, openAiCode } = describe(result.error.issues[0]!, body)
  throw new AppError('invalid_request', message, { field, openAiCode })
}

/** Reads `1024x1024`. Null for no size, and for one that is out of bounds. */
export function readSize(text: string) {
  const size = /^\d+x\d+$/iu.test(text) ? parseAspectRatio(text) : null
  if (!size) return null
  const isInside = [size.width, size.height].every((side) => side >= SIDE.min && side <= SIDE.max)
  return isInside ? size : null
}

/** The one fault an answer names: OpenAI names one too. */
function describe(issue: z.core.$ZodIssue, body: unknown) {
  if (issue.code === 'unrecognized_keys') {
    const field = [...issue.path, issue.keys[0] ?? ''].join('.')
    return { field, openAiCode: 'unknown_parameter', message: `Unknown parameter: '${field}'.` }
  }
  const field = issue.path.join('.')
  if (field === '') {
    return { field, openAiCode: 'invalid_type', message: 'The body must be an object with parameters.' }
  }
  if (issue.path.length === 1 && isAbsent(body, field)) {
    return {
      field,
      openAiCode: 'missing_required_parameter',
      message: `Missing required parameter: '${field}'.`,
    }
  }
  const openAiCode = issue.code === 'invalid_type' ? 'invalid_type' : 'invalid_value'
  return { field, openAiCode, message: `Invalid value for '${field}': ${issue.message}.` }
}

function isAbsent(body: unknown, field: string): boolean {
  if (typeof body !== 'object' || body === null) return true
  return !Object.hasOwn(body, field) || (body as Record<string, unknown>)[field] === undefined
}
