import { randomBytes } from 'node:crypto'
import { parseAspectRatio } from '../../../contract/catalog/aspect-ratios.ts'
import type { SchedulerName } from '../../../contract/catalog/samplers.ts'
import { parseRequest } from '../../../contract/parse-request.ts'
import type { GenerationRequest } from '../../../contract/request.ts'
import { MAX_SEED, parseSeed, RANDOM_SEED } from '../../../contract/seed.ts'
import type { DialectParts } from '../../http/parts.ts'
import type { JobWebhook, JsonObject } from '../../jobs/job.ts'
import { unknownKeys, type CommonRequest } from './common-request.ts'
import { compatOf, type Compat } from './compat.ts'
import { currentTab, readImages } from './read-images.ts'
import { readRequest } from './read-request.ts'
import { resolveNames, type ResolvedNames } from './resolve-names.ts'
import { toAsked } from './to-asked.ts'
import { toParts } from './to-parts.ts'
import { refuseValue } from './validation.ts'

/** A body that was understood. */
export interface Understood {
  readonly request: GenerationRequest
  readonly asked: JsonObject
  readonly saveName: string | null
  readonly webhook: JobWebhook | null
  readonly fields: CommonRequest
  /** What was changed on the way, for a header. */
  readonly notices: readonly string[]
  readonly unknownFields: readonly string[]
}

/** What a call decides beside its body. */
export interface CallOptions {
  /** Start of the addresses in this call's answers. */
  readonly baseUrl: string
  /** Fields that win over the body's, such as one image for a call that answers with a picture. */
  readonly forced?: Partial<Pick<CommonRequest, 'image_number'>>
  /** Fields that lose against the body's: those of another dialect's defaults, or of an `Accept`. */
  readonly preferred?: Readonly<Record<string, unknown>>
  /** Names that nobody knows fall back to the defaults instead of being refused. */
  readonly isLenient?: boolean
}

/**
 * FooocusAPI's body → what is asked of an engine. Everything random is drawn here.
 *
 * @throws ValidationFailure, or AppError `invalid_request` with `detail.field`; `payload_too_large`
 */
export async function toSubmission(
  body: unknown,
  parts: Pick<DialectParts, 'catalog' | 'config' | 'files' | 'images'>,
  { baseUrl, forced, preferred, isLenient = false }: CallOptions,
): Promise<Understood> {
  const { catalog, config, files } = parts
  const compat = compatOf(config)
  const whole = isObject(body) && preferred ? { ...preferred, ...body } : body
  const read = readRequest(whole, compat, parts.config.preset)
  // One spread in each of these objects of a hundred fields: a second one costs as much as reading the body.
  const fields: CommonRequest = {
    ...read.fields,
    image_number: forced?.image_number ?? read.fields.image_number,
    image_seed: drawSeed(read.fields.image_seed),
    aspect_ratios_selection: readSize(read.fields.aspect_ratios_selection),
  }
  const names = resolveNames({ fields, sent: isLenient ? NOBODY : read.sent }, catalog)
  const images = await readImages(fields, parts.images)
  const tab = currentTab(fields, images)
  const work = toParts(fields, images, tab)
  const scheduler = sampledBy(names.scheduler_name, compat)
  const sampling = { ...names, scheduler_name: scheduler }
  const request = parseRequest({ ...engineFields(fields, sampling), ...work.parts })
  const webhook = webhookOf(fields, config)
  const asked = await toAsked(
    {
      ...fields,
      base_model_name: names.base_model_name,
      refiner_model_name: names.refiner_model_name,
      vae_name: names.vae_name,
      sampler_name: names.sampler_name,
      scheduler_name: names.scheduler_name,
      style_selections: names.style_selections,
      current_tab: tab,
      webhook_url: webhook?.url ?? '',
    },
    { images, baseUrl, files },
  )
  return {
    request,
    asked,
    saveName: isNoName(fields.save_name) ? null : fields.save_name!,
    webhook,
    fields,
    notices: [
      ...names.notices,
      ...(scheduler === names.scheduler_name ? [] : [`${names.scheduler_name} samples as ${scheduler} here`]),
      ...work.notices,
    ],
    unknownFields: unknownKeys(body),
  }
}

/** As if nothing had been sent by name. */
const NOBODY: ReadonlySet<string> = new Set()

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schedule that is really sampled by; records keep the name that was asked for. */
function sampledBy(name: SchedulerName, { namedSchedules }: Compat): SchedulerName {
  return namedSchedules === 'normal' && (name === 'turbo' || name === 'align_your_steps') ? 'normal' : name
}

/** Anything that is no seed means: draw one. */
function drawSeed(text: string): string {
  const seed = parseSeed(text)
  if (seed !== null && seed !== RANDOM_SEED) return seed
  return (randomBytes(8).readBigUInt64BE() & MAX_SEED).toString()
}

const MIN_SIDE = 64
const MAX_SIDE = 4096

/** @returns the size with FooocusAPI's own sign between width and height */
function readSize(text: string): string {
  const size = parseAspectRatio(text)
  if (!size) {
    throw refuseValue('aspect_ratios_selection', 'must be a size such as 1152*896', {
      input: text.slice(0, 100),
    })
  }
  const { width, height } = size
  if (Math.min(width, height) < MIN_SIDE || Math.max(width, height) > MAX_SIDE) {
    const why = `sides must be from ${MIN_SIDE} to ${MAX_SIDE}`
    throw refuseValue('aspect_ratios_selection', why, { input: text.slice(0, 100) })
  }
  return `${width}×${height}`
}

function isNoName(name: string | undefined): boolean {
  return name === undefined || name === '' || name === 'none' || name === 'None'
}

function webhookOf({ webhook_url }: CommonRequest, config: DialectParts['config']): JobWebhook | null {
  const url = webhook_url === null || webhook_url === '' ? config.webhookUrl : webhook_url
  if (url === '') return null
  if (!/^https?:\/\/[^\s]+$/i.test(url) || !URL.canParse(url)) {
    throw refuseValue('webhook_url', 'must be an http or https address', { input: url.slice(0, 200) })
  }
  const legacyEncoding = config.webhookLegacyEncoding || compatOf(config).webhook === 'text'
  return { url, legacyEncoding }
}

/** The fields that engines know under the same name, and the names that were found. */
function engineFields(fields: CommonRequest, names: ResolvedNames) {
  return {
    base_model_name: names.base_model_name,
    refiner_model_name: names.refiner_model_name,
    vae_name: names.vae_name,
    sampler_name: names.sampler_name,
    scheduler_name: names.scheduler_name,
    style_selections: names.style_selections,
    loras: names.loras,
    prompt: fields.prompt,
    negative_prompt: fields.negative_prompt,
    performance_selection: fields.performance_selection,
    aspect_ratios_selection: fields.aspect_ratios_selection,
    image_number: fields.image_number,
    output_format: fields.output_format,
    image_seed: fields.image_seed,
    read_wildcards_in_order: fields.read_wildcards_in_order,
    sharpness: fields.sharpness,
    guidance_scale: fields.guidance_scale,
    refiner_switch: fields.refiner_switch,
    disable_preview: fields.disable_preview,
    disable_intermediate_results: fields.disable_intermediate_results,
    disable_seed_increment: fields.disable_seed_increment,
    black_out_nsfw: fields.black_out_nsfw,
    adm_scaler_positive: fields.adm_scaler_positive,
    adm_scaler_negative: fields.adm_scaler_negative,
    adm_scaler_end: fields.adm_scaler_end,
    adaptive_cfg: fields.adaptive_cfg,
    clip_skip: fields.clip_skip,
    overwrite_step: fields.overwrite_step,
    overwrite_switch: fields.overwrite_switch,
    overwrite_width: fields.overwrite_width,
    overwrite_height: fields.overwrite_height,
    refiner_swap_method: fields.refiner_swap_method,
    freeu_enabled: fields.freeu_enabled,
    freeu_b1: fields.freeu_b1,
    freeu_b2: fields.freeu_b2,
    freeu_s1: fields.freeu_s1,
    freeu_s2: fields.freeu_s2,
    generate_image_grid: fields.generate_image_grid,
    save_metadata_to_images: fields.save_metadata_to_images,
    metadata_scheme: fields.metadata_scheme,
  }
}
