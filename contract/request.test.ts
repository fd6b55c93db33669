import { describe, expect, it } from 'vitest'
import { MAX_PROMPT_LENGTH } from './request.ts'
import { parseRequest } from './parse-request.ts'

// Defaults and ranges of FooocusAPI, written out by hand so that a change of either has to be meant.
// Ours differ in three defaults: the built-in model, no LoRA of a model that is not there, and `enabled` of a LoRA.

type Fields = Readonly<Record<string, unknown>>
/** [field, default, smallest, largest, one step] */
type NumberRow = readonly [string, number, number, number, number]
/** [field, default, the other values] */
type ChoiceRow = readonly [string, string, readonly string[]]

interface Place {
  readonly name: string
  readonly within: (fields: Fields) => unknown
  /** Where the fields stand in the request. */
  readonly find: (request: ReturnType<typeof parseRequest>) => Fields | undefined
  /** Fields that have no default, and what the others of the place are beside rows below. */
  readonly rest: Fields
  readonly numbers: readonly NumberRow[]
  readonly choices: readonly ChoiceRow[]
  readonly off: readonly string[]
  readonly on: readonly string[]
}

const PICTURE = { mime: 'image/png', bytes: Uint8Array.of(1) }
const INPAINT_ENGINES = ['None', 'v1', 'v2.5']
const METHODS = [
  'Vary (Subtle)',
  'Vary (Strong)',
  'Upscale (1.5x)',
  'Upscale (2x)',
  'Upscale (Fast 2x)',
  'Upscale (Custom)',
]

const REQUEST: Place = {
  name: 'the request',
  within: (fields) => fields,
  find: (request) => request,
  rest: {
    prompt: '',
    negative_prompt: '',
    style_selections: ['Fooocus V2', 'Fooocus Enhance', 'Fooocus Sharp'],
    aspect_ratios_selection: '1152*896',
    image_seed: '-1',
    base_model_name: 'sticker',
    refiner_model_name: 'None',
    loras: [],
    vae_name: 'Default (model)',
  },
  numbers: [
    ['image_number', 1, 1, 32, 1],
    ['sharpness', 2, 0, 30, 0.01],
    ['guidance_scale', 4, 1, 30, 0.01],
    ['refiner_switch', 0.5, 0.1, 1, 0.01],
    ['adm_scaler_positive', 1.5, 0, 3, 0.01],
    ['adm_scaler_negative', 0.8, 0, 3, 0.01],
    ['adm_scaler_end', 0.3, 0, 1, 0.01],
    ['adaptive_cfg', 7, 1, 30, 0.01],
    ['clip_skip', 2, 1, 12, 1],
    ['overwrite_step', -1, -1, 200, 1],
    ['overwrite_switch', -1, -1, 200, 1],
    ['overwrite_width', -1, -1, 2048, 1],
    ['overwrite_height', -1, -1, 2048, 1],
    ['freeu_b1', 1.01, 0, 2, 0.01],
    ['freeu_b2', 1.02, 0, 2, 0.01],
    ['freeu_s1', 0.99, 0, 4, 0.01],
    ['freeu_s2', 0.95, 0, 4, 0.01],
  ],
  choices: [
    ['performance_selection', 'Speed', ['Quality', 'Extreme Speed', 'Lightning', 'Hyper-SD']],
    ['output_format', 'png', ['jpeg', 'webp']],
    [
      'sampler_name',
      'dpmpp_2m_sde_gpu',
      ['euler', 'euler_ancestral', 'dpmpp_2m', 'dpmpp_2m_sde', 'lcm', 'ddim'],
    ],
    [
      'scheduler_name',
      'karras',
      ['normal', 'exponential', 'sgm_uniform', 'simple', 'ddim_uniform', 'lcm', 'turbo', 'align_your_steps'],
    ],
    ['refiner_swap_method', 'joint', ['separate', 'vae']],
    ['metadata_scheme', 'fooocus', ['a1111']],
  ],
  off: [
    'read_wildcards_in_order',
    'disable_preview',
    'disable_intermediate_results',
    'disable_seed_increment',
    'black_out_nsfw',
    'freeu_enabled',
    'generate_image_grid',
  ],
  on: ['save_metadata_to_images'],
}

const LORA: Place = {
  name: 'a LoRA',
  within: (fields) => ({ loras: [{ model_name: 'a', ...fields }] }),
  find: (request) => request.loras[0],
  rest: { model_name: 'a' },
  numbers: [['weight', 0.5, -2, 2, 0.01]],
  choices: [],
  off: [],
  on: ['enabled'],
}

const UPSCALE_OR_VARY: Place = {
  name: 'upscale or vary',
  within: (fields) => ({ upscale_or_vary: { uov_input_image: PICTURE, ...fields } }),
  find: (request) => request.upscale_or_vary,
  rest: { uov_input_image: PICTURE },
  numbers: [
    ['upscale_multiple', 1, 1, 5, 0.01],
    ['overwrite_vary_strength', -1, -1, 1, 0.01],
    ['overwrite_upscale_strength', -1, -1, 1, 0.01],
  ],
  choices: [['uov_method', 'Disabled', METHODS]],
  off: [],
  on: [],
}

const INPAINT: Place = {
  name: 'inpaint',
  within: (fields) => ({ inpaint: { inpaint_input_image: PICTURE, ...fields } }),
  find: (request) => request.inpaint,
  rest: {
    inpaint_input_image: PICTURE,
    inpaint_additional_prompt: '',
    outpaint_selections: [],
    outpaint_distance: [0, 0, 0, 0],
  },
  numbers: [
    ['inpaint_strength', 1, 0, 1, 0.01],
    ['inpaint_respective_field', 0.618, 0, 1, 0.01],
    ['inpaint_erode_or_dilate', 0, -64, 64, 1],
  ],
  choices: [['inpaint_engine', 'v2.6', INPAINT_ENGINES]],
  off: ['inpaint_disable_initial_latent', 'invert_mask_checkbox', 'debugging_inpaint_preprocessor'],
  on: [],
}

const IMAGE_PROMPT: Place = {
  name: 'image prompt',
  within: (fields) => ({ image_prompt: { controlnet_image: [{ cn_img: PICTURE }], ...fields } }),
  find: (request) => request.image_prompt,
  rest: { controlnet_image: [{ cn_img: PICTURE, cn_stop: 0.6, cn_weight: 0.6, cn_type: 'ImagePrompt' }] },
  numbers: [
    ['canny_low_threshold', 64, 1, 255, 1],
    ['canny_high_threshold', 128, 1, 255, 1],
    ['controlnet_softness', 0.25, 0, 1, 0.01],
  ],
  choices: [],
  off: [
    'mixing_image_prompt_and_vary_upscale',
    'mixing_image_prompt_and_inpaint',
    'debugging_cn_preprocessor',
    'skipping_cn_preprocessor',
  ],
  on: [],
}

const SLOT: Place = {
  name: 'one picture of the image prompt',
  within: (fields) => ({ image_prompt: { controlnet_image: [{ cn_img: PICTURE, ...fields }] } }),
  find: (request) => request.image_prompt?.controlnet_image[0],
  rest: { cn_img: PICTURE },
  numbers: [
    ['cn_stop', 0.6, 0, 1, 0.01],
    ['cn_weight', 0.6, 0, 2, 0.01],
  ],
  choices: [['cn_type', 'ImagePrompt', ['FaceSwap', 'PyraCanny', 'CPDS']]],
  off: [],
  on: [],
}

const ENHANCE: Place = {
  name: 'enhance',
  within: (fields) => ({ enhance: fields }),
  find: (request) => request.enhance,
  rest: { enhance_ctrls: [] },
  numbers: [['dino_erode_or_dilate', 0, -64, 64, 1]],
  choices: [
    ['enhance_uov_method', 'Disabled', METHODS],
    ['enhance_uov_processing_order', 'Before First Enhancement', ['After Last Enhancement']],
    ['enhance_uov_prompt_type', 'Original Prompts', ['Last Filled Enhancement Prompts']],
  ],
  off: [
    'enhance_checkbox',
    'save_final_enhanced_image_only',
    'debugging_dino',
    'debugging_enhance_masks_checkbox',
  ],
  on: [],
}

const PASS: Place = {
  name: 'one enhance pass',
  within: (fields) => ({ enhance: { enhance_ctrls: [fields] } }),
  find: (request) => request.enhance?.enhance_ctrls[0],
  rest: { enhance_mask_dino_prompt: '', enhance_prompt: '', enhance_negative_prompt: '' },
  numbers: [
    ['enhance_mask_text_threshold', 0.25, 0, 1, 0.01],
    ['enhance_mask_box_threshold', 0.3, 0, 1, 0.01],
    ['enhance_mask_sam_max_detections', 0, 0, 10, 1],
    ['enhance_inpaint_strength', 1, 0, 1, 0.01],
    ['enhance_inpaint_respective_field', 0.618, 0, 1, 0.01],
    ['enhance_inpaint_erode_or_dilate', 0, -64, 64, 1],
  ],
  choices: [
    [
      'enhance_mask_model',
      'sam',
      [
        'u2net',
        'u2netp',
        'u2net_human_seg',
        'u2net_cloth_seg',
        'silueta',
        'isnet-general-use',
        'isnet-anime',
      ],
    ],
    ['enhance_mask_cloth_category', 'full', ['upper', 'lower']],
    ['enhance_mask_sam_model', 'vit_b', ['vit_l', 'vit_h']],
    ['enhance_inpaint_engine', 'v2.6', INPAINT_ENGINES],
  ],
  off: ['enhance_enabled', 'enhance_inpaint_disable_initial_latent', 'enhance_mask_invert'],
  on: [],
}

const PLACES = [REQUEST, LORA, UPSCALE_OR_VARY, INPAINT, IMAGE_PROMPT, SLOT, ENHANCE, PASS]

describe.each(PLACES)('in $name', (place) => {
  const parsed = (fields: Fields) => place.find(parseRequest(place.within(fields)))
  const refuse = (fields: Fields) => expect(() => parseRequest(place.within(fields))).toThrow()

  it('every default is as written here, and there is no other field', () => {
    const flags = [...place.off.map((field) => [field, false]), ...place.on.map((field) => [field, true])]
    const rows = [...place.numbers, ...place.choices].map(([field, value]) => [field, value])
    const expected = { ...place.rest, ...Object.fromEntries([...flags, ...rows]) } as Fields
    expect(parsed({})).toEqual(expected)
  })

  it.each(place.numbers.map((row) => ({ field: row[0], row })))(
    '$field has a number from its smallest to its largest',
    ({ row: [field, , lowest, highest, step] }) => {
      expect(parsed({ [field]: lowest })).toMatchObject({ [field]: lowest })
      expect(parsed({ [field]: highest })).toMatchObject({ [field]: highest })
      const strangers = [lowest - step, highest + step, NaN, Infinity, null, String(lowest), true]
      for (const value of strangers) refuse({ [field]: value })
      if (step === 1) refuse({ [field]: lowest + 0.5 })
      else expect(parsed({ [field]: lowest + step / 2 })).toMatchObject({ [field]: lowest + step / 2 })
    },
  )

  it.each(place.choices.map((row) => ({ field: row[0], row })))(
    '$field takes what is listed and nothing else',
    ({ row: [field, value, others] }) => {
      for (const one of [value, ...others]) expect(parsed({ [field]: one })).toMatchObject({ [field]: one })
      for (const one of ['', 'Random', value.toUpperCase() + '!', null, 0]) refuse({ [field]: one })
    },
  )

  it.each([...place.off, ...place.on])('%s is a yes or no', (field) => {
    for (const one of [true, false]) expect(parsed({ [field]: one })).toMatchObject({ [field]: one })
    for (const one of ['true', 1, 0, null]) refuse({ [field]: one })
  })

  it('an unknown key is refused', () => {
    refuse({ promt: 'typo' })
  })
})

describe('fields with limits of their own', () => {
  const refuse = (request: unknown) => expect(() => parseRequest(request)).toThrow()

  it('prompts have up to 20 000 characters', () => {
    expect(MAX_PROMPT_LENGTH).toBe(20_000)
    for (const field of ['prompt', 'negative_prompt']) {
      expect(parseRequest({ [field]: 'a'.repeat(20_000) })).toMatchObject({ [field]: 'a'.repeat(20_000) })
      refuse({ [field]: 'a'.repeat(20_001) })
    }
  })

  it.each(['1152*896', '1152×896', '64x64', '1024*1024 ∣ 1:1'])('%s is a size', (size) => {
    expect(parseRequest({ aspect_ratios_selection: size }).aspect_ratios_selection).toBe(size)
  })

  it.each(['', '16:9', '1152', '0*896', '1152*-1', 'square'])('%j is no size', (size) => {
    refuse({ aspect_ratios_selection: size })
  })

  it('there are up to 16 LoRAs, 64 styles, 4 pictures of an image prompt and 5 enhance passes', () => {
    const times = (count: number, one: unknown) => Array.from({ length: count }, () => one)
    const fill = {
      loras: (count: number) => ({ loras: times(count, { model_name: 'a' }) }),
      styles: (count: number) => ({ style_selections: times(count, 'SAI Anime') }),
      slots: (count: number) => ({ image_prompt: { controlnet_image: times(count, { cn_img: PICTURE }) } }),
      passes: (count: number) => ({ enhance: { enhance_ctrls: times(count, {}) } }),
    }
    for (const request of [fill.loras(16), fill.styles(64), fill.slots(4), fill.passes(5)])
      parseRequest(request)
    for (const request of [fill.loras(17), fill.styles(65), fill.slots(5), fill.passes(6)]) refuse(request)
  })

  it('an image prompt without a picture is refused', () => {
    refuse({ image_prompt: { controlnet_image: [] } })
  })

  it('outpainting goes to any of four sides, by four whole distances', () => {
    const inpaint = (fields: Fields) => ({ inpaint: { inpaint_input_image: PICTURE, ...fields } })
    const sides = ['Left', 'Right', 'Top', 'Bottom']
    expect(parseRequest(inpaint({ outpaint_selections: sides })).inpaint?.outpaint_selections).toEqual(sides)
    expect(parseRequest(inpaint({ outpaint_distance: [1, 2, 3, -4] })).inpaint?.outpaint_distance).toEqual([
      1, 2, 3, -4,
    ])
    refuse(inpaint({ outpaint_selections: ['left'] }))
    refuse(inpaint({ outpaint_distance: [1, 2, 3] }))
    refuse(inpaint({ outpaint_distance: [1, 2, 3, 0.5] }))
  })
})
