import { toA1111Text } from '../../../contract/metadata/scheme-a1111.ts'
import { toSamplerLabel } from '../../../contract/metadata/sampler-labels.ts'
import { toJson } from '../../http/json.ts'
import type { JobState, StoredPicture } from '../../jobs/job.ts'

/** The pictures of a call and what it repeats. */
export interface A1111Answer {
  /** Files in base64, without a prefix. */
  readonly images: readonly string[]
  readonly parameters: Readonly<Record<string, unknown>>
  /** JSON text. */
  readonly info: string
}

/** Fields whose pictures are left out of the echo, unless `include_init_images` asks for them. */
const PICTURE_FIELDS = ['init_images', 'mask']

/**
 * @param body as it came: what is unknown here is echoed too
 * @param images files in base64, in the order of the job's pictures; empty where they are not to be sent
 */
export function toA1111Answer(
  state: JobState,
  body: Readonly<Record<string, unknown>>,
  images: readonly string[],
): A1111Answer {
  const keepsPictures = body['include_init_images'] === true
  const kept = Object.entries(body).filter(([name]) => keepsPictures || !PICTURE_FIELDS.includes(name))
  return { images, parameters: Object.fromEntries(kept), info: toJson(infoOf(state, body)) }
}

/** Local time as `20260131123000`, A1111's `job_timestamp`. */
export function timestampOf(milliseconds: number): string {
  const date = new Date(milliseconds)
  const parts = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()]
  return date.getFullYear() + parts.map((part) => String(part).padStart(2, '0')).join('')
}

/** Seeds are bigint, so that all their digits stand in the text. */
function infoOf(state: JobState, body: Readonly<Record<string, unknown>>) {
  const { job, pictures } = state
  const { request } = job
  const first = pictures[0]
  const made = first?.parameters ?? null
  const seeds = pictures.length > 0 ? pictures.map(({ seed }) => seed) : state.seeds
  const all = seeds.length > 0 ? seeds : [request.image_seed]
  const textsOf = (read: (picture: StoredPicture) => string, otherwise: string) =>
    pictures.length > 0 ? pictures.map(read) : [otherwise]
  const prompts = textsOf((one) => one.parameters?.fullPrompt.join(', ') ?? request.prompt, request.prompt)
  const negatives = textsOf(
    (one) => one.parameters?.fullNegativePrompt.join(', ') ?? request.negative_prompt,
    request.negative_prompt,
  )
  const sampler = made?.sampler ?? request.sampler_name
  const scheduler = made?.scheduler ?? request.scheduler_name
  const isInpainting = request.inpaint !== undefined
  return {
    prompt: prompts[0],
    all_prompts: prompts,
    negative_prompt: negatives[0],
    all_negative_prompts: negatives,
    seed: BigInt(all[0]!),
    all_seeds: all.map(BigInt),
    subseed: BigInt(all[0]!),
    all_subseeds: all.map(BigInt),
    subseed_strength: 0,
    width: first?.width ?? null,
    height: first?.height ?? null,
    sampler_name: toSamplerLabel(sampler, scheduler),
    cfg_scale: made?.guidanceScale ?? request.guidance_scale,
    steps: made?.steps ?? (request.overwrite_step > 0 ? request.overwrite_step : null),
    batch_size: typeof body['batch_size'] === 'number' ? body['batch_size'] : 1,
    restore_faces: false,
    face_restoration_model: null,
    sd_model_name: made?.baseModel ?? request.base_model_name,
    sd_model_hash: made?.baseModelHash || null,
    sd_vae_name: made?.vae ?? request.vae_name,
    sd_vae_hash: null,
    seed_resize_from_w: -1,
    seed_resize_from_h: -1,
    denoising_strength: denoisingOf(state),
    extra_generation_params: {},
    index_of_first_image: 0,
    infotexts: pictures.map(({ parameters }) => (parameters ? toA1111Text(parameters) : '')),
    styles: request.style_selections,
    job_timestamp: timestampOf(state.startedAt ?? job.createdAt),
    clip_skip: made?.clipSkip ?? request.clip_skip,
    is_using_inpainting_conditioning: isInpainting,
    version: made?.version ?? null,
  }
}

function denoisingOf({ job: { request } }: JobState): number | null {
  if (request.inpaint) return request.inpaint.inpaint_strength
  return request.upscale_or_vary?.overwrite_vary_strength ?? null
}
