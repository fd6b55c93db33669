/** A body of Fooocus-API (the predecessor) → the same wish in FooocusAPI's words. */

/** What is different from route to route. */
export type WorkKind = 'text' | 'upscale' | 'inpaint' | 'prompt' | 'enhance'

type Fields = Readonly<Record<string, unknown>>

/** Old name → new name, where they differ whatever the route. */
const RENAMED: Readonly<Record<string, string>> = {
  input_mask: 'inpaint_mask_image_upload',
  image_prompts: 'controlnet_image',
  upscale_value: 'upscale_multiple',
  save_meta: 'save_metadata_to_images',
  meta_scheme: 'metadata_scheme',
  save_extension: 'output_format',
  enhance_ctrlnets: 'enhance_ctrls',
}

const DISTANCES = ['left', 'top', 'right', 'bottom'] as const

/** Fields that forms spell as one text. */
const LISTS = new Set(['style_selections', 'outpaint_selections'])
const JSON_TEXTS = new Set(['loras', 'advanced_params', 'image_prompts', 'enhance_ctrlnets'])

/**
 * @param from forms carry texts only, and have other defaults than JSON
 * @returns a body for FooocusAPI's reader, which does all checking
 */
export function toCommon(kind: WorkKind, body: Fields, from: 'json' | 'form'): Record<string, unknown> {
  const read = from === 'form' ? readForm(body) : body
  const { advanced_params, ...own } = read
  const { inpaint_mask_upload_checkbox: _dropped, ...advanced } = isFields(advanced_params)
    ? advanced_params
    : {}
  const common: Record<string, unknown> = { ...defaultsOf(kind, from), ...advanced }
  for (const [key, value] of Object.entries(own)) {
    if (/^(?:cn_(?:img|stop|weight|type)\d|outpaint_distance_\w+|input_image)$/.test(key)) continue
    if (/^enhance_\w+_[123]$/.test(key)) continue
    common[RENAMED[key] ?? key] = value
  }
  const { input_image } = own
  if (input_image !== undefined)
    common[kind === 'upscale' ? 'uov_input_image' : 'inpaint_input_image'] = input_image
  const distances = DISTANCES.map((side) => own[`outpaint_distance_${side}`])
  if (distances.some((one) => one !== undefined)) {
    common['outpaint_distance'] = distances.map((one) => (one === undefined || one === null ? 0 : one))
  }
  common['controlnet_image'] = slotsOf(common['controlnet_image'], own)
  const passes = passesOf(own)
  if (passes.length > 0) common['enhance_ctrls'] = passes
  if (typeof common['overwrite_switch'] === 'number') {
    common['overwrite_switch'] = Math.trunc(common['overwrite_switch'])
  }
  return withMixing(withoutGaps(common))
}

function defaultsOf(kind: WorkKind, from: 'json' | 'form'): Fields {
  return {
    inpaint_respective_field: 1,
    save_metadata_to_images: from === 'json',
    ...(kind === 'upscale' && from === 'json' && { uov_method: 'Upscale (2x)' }),
    ...(kind === 'enhance' && {
      enhance_checkbox: true,
      enhance_uov_method: 'Vary (Strong)',
      save_final_enhanced_image_only: true,
      ...(from === 'json' && {
        enhance_ctrls: [{ enhance_enabled: true, enhance_mask_dino_prompt: 'face' }],
      }),
    }),
  }
}

/** Texts of a form as the values they stand for; an empty one was not filled in. */
function readForm(body: Fields): Fields {
  const entries = Object.entries(body).flatMap(([key, value]) => {
    if (value === '' || value === undefined) return []
    if (typeof value !== 'string') return [[key, value] as const]
    if (LISTS.has(key)) return [[key, listIn(value)] as const]
    if (JSON_TEXTS.has(key)) return [[key, jsonIn(value)] as const]
    return [[key, value] as const]
  })
  return Object.fromEntries(entries)
}

function listIn(text: string): unknown {
  if (text.trimStart().startsWith('[')) return jsonIn(text)
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // The reader of the whole body then says what it wanted instead of this text.
    return text
  }
}

/** Slots from a list, or from `cn_img1` to `cn_img4`; 0 or null for a number is the kind's own. */
function slotsOf(list: unknown, own: Fields): unknown {
  if (list !== undefined && !Array.isArray(list)) return list
  const numbered = [1, 2, 3, 4].flatMap((at) => {
    const img = own[`cn_img${at}`]
    if (img === undefined) return []
    const type = own[`cn_type${at}`]
    return [{ cn_img: img, cn_stop: own[`cn_stop${at}`], cn_weight: own[`cn_weight${at}`], cn_type: type }]
  })
  const slots = [...((list as readonly unknown[] | undefined) ?? []), ...numbered]
  return slots.length === 0
    ? undefined
    : slots.map((slot) => {
        if (!isFields(slot)) return slot
        const { cn_stop, cn_weight, ...rest } = slot
        return withoutGaps({ ...rest, cn_stop: ownNumber(cn_stop), cn_weight: ownNumber(cn_weight) })
      })
}

const ownNumber = (value: unknown) =>
  value === undefined || value === null || Number(value) === 0 ? null : value

/** `enhance_prompt_1` to `_3` and their like, as a list. */
function passesOf(own: Fields): unknown[] {
  return [1, 2, 3].flatMap((at) => {
    const ending = `_${at}`
    const entries = Object.entries(own)
      .filter(([key]) => key.startsWith('enhance_') && key.endsWith(ending))
      .map(([key, value]) => [key.slice(0, -ending.length), value] as const)
    return entries.length === 0 ? [] : [Object.fromEntries(entries)]
  })
}

/** Image prompts next to another picture are mixed without being told to. */
function withMixing(common: Record<string, unknown>): Record<string, unknown> {
  const has = (key: string) => common[key] !== undefined && common[key] !== null
  if (!has('controlnet_image')) return common
  return {
    ...common,
    ...(has('uov_input_image') && { mixing_image_prompt_and_vary_upscale: true }),
    ...(has('inpaint_input_image') && { mixing_image_prompt_and_inpaint: true }),
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function withoutGaps(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
