import { EXPANSION_STYLE, findStyle } from '../../../contract/catalog/find-style.ts'
import type { SamplerName, SchedulerName } from '../../../contract/catalog/samplers.ts'
import { AppError } from '../../../contract/errors.ts'
import { parseRequest } from '../../../contract/parse-request.ts'
import type { GenerationRequest, GenerationRequestInput } from '../../../contract/request.ts'
import type { ModelCatalog, RequestImage } from '../../http/parts.ts'
import { fitSize } from '../fit-size.ts'
import { given } from '../given.ts'
import { bodyError } from './errors.ts'
import type { ImageToImageBody, TextToImageBody } from './generation-body.ts'
import { meaning, type A1111Options } from './options.ts'
import { readSampler, readScheduler } from './samplers.ts'

/** Pictures of one call, whatever the product of its batch size and count. */
const MAX_PICTURES = 32

/** A1111's own, where only one side is given; where none is, a picture is square. */
const DEFAULT_SIDE = 512
const DEFAULT_SIZE = { width: 1024, height: 1024 }

/** A1111's own. */
const DEFAULT_DENOISING = 0.75
/** Zero would mean "the method's own strength" to an engine. */
const MIN_STRENGTH = 0.01

/** Fooocus' fields for A1111's `inpaint_full_res`: only the masked area is looked at, or the whole picture. */
const FIELD = { masked: 0, whole: 1 } as const

/**
 * The request behind `txt2img`.
 *
 * @param options the owner's settings
 * @throws BodyError, AppError `unknown_model`, `not_found` (a sampler, as A1111 answers), `unsupported_feature`
 */
export function toRequest(
  body: TextToImageBody,
  options: A1111Options,
  catalog: ModelCatalog,
): GenerationRequest {
  return parseRequest(toInput(body, options, catalog))
}

/**
 * The request behind `img2img`: what is white in a mask is repainted; without a mask the picture is varied.
 *
 * @throws as toRequest
 */
export function toImageRequest(
  body: ImageToImageBody,
  pictures: { readonly image: RequestImage; readonly mask: RequestImage | null },
  options: A1111Options,
  catalog: ModelCatalog,
): GenerationRequest {
  const { image, mask } = pictures
  const input = toInput(body, options, catalog)
  const strength = body.denoising_strength ?? DEFAULT_DENOISING
  if (!mask) {
    return parseRequest({
      ...input,
      upscale_or_vary: {
        uov_method: 'Vary (Strong)',
        uov_input_image: image,
        overwrite_vary_strength: Math.max(strength, MIN_STRENGTH),
      },
    })
  }
  return parseRequest({
    ...input,
    inpaint: {
      inpaint_input_image: image,
      inpaint_mask_image_upload: mask,
      invert_mask_checkbox: body.inpainting_mask_invert === 1,
      inpaint_strength: strength,
      inpaint_respective_field: body.inpaint_full_res === false ? FIELD.whole : FIELD.masked,
      // "latent noise" and "latent nothing" both forget what was there.
      inpaint_disable_initial_latent: (body.inpainting_fill ?? 0) >= 2,
    },
  })
}

function toInput(
  body: TextToImageBody,
  options: A1111Options,
  catalog: ModelCatalog,
): GenerationRequestInput {
  refuseScripts(body)
  refuseUnbuilt(body)
  const { model, vae, clipSkip, format } = meaning({ ...options, ...body.override_settings }, catalog)
  const count = (body.batch_size ?? 1) * (body.n_iter ?? 1)
  if (count > MAX_PICTURES) {
    throw bodyError('n_iter', `batch_size times n_iter may be at most ${MAX_PICTURES}, not ${count}`)
  }
  return {
    prompt: body.prompt ?? '',
    negative_prompt: body.negative_prompt ?? '',
    style_selections: (body.styles ?? []).map(knownStyle),
    aspect_ratios_selection: fitSize(sizeOf(body), model, catalog),
    image_number: count,
    base_model_name: model,
    vae_name: vae,
    clip_skip: clipSkip,
    output_format: format,
    // Clients of A1111 read its own text out of pictures.
    metadata_scheme: 'a1111',
    ...samplingOf(body),
    ...refinerOf(body, catalog),
    ...given('image_seed', body.seed),
    ...given('overwrite_step', body.steps),
    ...given('guidance_scale', body.cfg_scale),
  }
}

function sizeOf({ width, height }: TextToImageBody) {
  if ((width ?? height ?? null) === null) return DEFAULT_SIZE
  return { width: width ?? DEFAULT_SIDE, height: height ?? DEFAULT_SIDE }
}

/** Without a word about it, sampling is what suits the model. */
function samplingOf(body: TextToImageBody): {
  sampler_name?: SamplerName
  scheduler_name?: SchedulerName
} {
  const asked = body.sampler_name || body.sampler_index || ''
  const sampling = asked === '' ? null : readSampler(asked)
  if (asked !== '' && !sampling) throw new AppError('not_found', `Sampler not found: ${asked}`)
  const scheduler = readScheduler(body.scheduler || 'automatic')
  if (!scheduler) throw new AppError('not_found', `Scheduler not found: ${body.scheduler}`)
  return {
    ...(sampling && { sampler_name: sampling.sampler, scheduler_name: sampling.scheduler }),
    ...(scheduler !== 'automatic' && { scheduler_name: scheduler }),
  }
}

function refinerOf(body: TextToImageBody, catalog: ModelCatalog): Partial<GenerationRequestInput> {
  const name = body.refiner_checkpoint ?? ''
  if (name === '' || name === 'None') return {}
  return {
    refiner_model_name: catalog.resolve(name),
    ...given('refiner_switch', body.refiner_switch_at),
  }
}

function knownStyle(name: string): string {
  if (name === EXPANSION_STYLE) return name
  const found = findStyle(name)
  if (found.kind === 'known') return name
  throw bodyError('styles', `unknown style "${name}"; the nearest is "${found.nearest}"`)
}

/** In A1111's words: clients look for them. */
function refuseScripts({ script_name, alwayson_scripts }: TextToImageBody): void {
  if (script_name) throw bodyError('script_name', `Script '${script_name}' not found`)
  const [script] = Object.keys(alwayson_scripts ?? {})
  if (script !== undefined) throw bodyError('alwayson_scripts', `always on script ${script} not found`)
}

/** What would change the picture is refused, never left out in silence. */
function refuseUnbuilt({ enable_hr, tiling, restore_faces }: TextToImageBody): void {
  const wishes = [
    ['enable_hr', 'the second pass of "hires. fix"', enable_hr],
    ['tiling', 'tiling', tiling],
    ['restore_faces', 'face restoration', restore_faces],
  ] as const
  for (const [feature, words, isWanted] of wishes) {
    if (isWanted !== true) continue
    throw new AppError('unsupported_feature', `${feature}: this server cannot do ${words}`, { feature })
  }
}
