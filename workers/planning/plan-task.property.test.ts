import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PERFORMANCES } from '../../contract/catalog/performance.ts'
import { SAMPLER_NAMES, SCHEDULER_NAMES } from '../../contract/catalog/samplers.ts'
import { STYLES } from '../../contract/catalog/styles.ts'
import { AppError, ERRORS } from '../../contract/errors.ts'
import { OUTPUT_FORMATS } from '../../contract/image.ts'
import { performancesOf } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import { GenerationRequest, type GenerationRequestInput } from '../../contract/request.ts'
import { MAX_SEED } from '../../contract/seed.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask } from './plan-task.ts'
import { BUILT_IN_SOURCES } from './resolve-prompts.ts'

const PIECES = [
  ...['a cat', 'red, green', '  ', ',', '.', '\n', '\r\n', '\u2028', '\0', '(x:1.2)', '🐱', '{prompt}', '$&'],
  ...['__color__', '__animal__', '__color_flower__', '__missing__', '__', '_', '[[a, b]]', '[[x,y,z]]', '[['],
  ...[']]', '<lora:none:1>', '<lora:none:.5', '<lora:'],
]

const prompts = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((pieces) => pieces.join(''))

const STYLE_NAMES: ReadonlySet<string> = new Set([
  'Fooocus V2',
  'Random Style',
  ...STYLES.map(({ name }) => name),
])
const styles = fc.constantFrom('Fooocus V2', 'Random Style', ...STYLES.map(({ name }) => name))
const { min, max } = stickerModel.spec.sizes
const sides = fc.integer({ min, max })

/** Numbers that need not be whole, and their limits. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  sharpness: [0, 30],
  guidance_scale: [1, 30],
  adaptive_cfg: [1, 30],
  adm_scaler_positive: [0, 3],
  adm_scaler_negative: [0, 3],
  adm_scaler_end: [0, 1],
  refiner_switch: [0.1, 1],
  freeu_b1: [0, 2],
  freeu_b2: [0, 2],
  freeu_s1: [0, 4],
  freeu_s2: [0, 4],
}

const validRequests: fc.Arbitrary<GenerationRequestInput> = fc.record(
  {
    prompt: prompts,
    negative_prompt: prompts,
    style_selections: fc.array(styles, { maxLength: 6 }),
    performance_selection: fc.constantFrom(...performancesOf(stickerModel.spec)),
    aspect_ratios_selection: fc.oneof(
      fc.constantFrom('1152*896', '704×1408', '1728x576'),
      fc.tuple(sides, sides).map(([width, height]) => `${width}*${height}`),
    ),
    image_number: fc.integer({ min: 1, max: 32 }),
    output_format: fc.constantFrom(...OUTPUT_FORMATS),
    image_seed: fc.bigInt({ min: -1n, max: MAX_SEED }),
    read_wildcards_in_order: fc.boolean(),
    disable_seed_increment: fc.boolean(),
    ...Object.fromEntries(
      Object.entries(RANGES).map(([field, [least, most]]) => [
        field,
        fc.double({ min: least, max: most, noNaN: true }),
      ]),
    ),
    sampler_name: fc.constantFrom(...SAMPLER_NAMES),
    scheduler_name: fc.constantFrom(...SCHEDULER_NAMES),
    overwrite_step: fc.integer({ min: -1, max: 200 }),
    overwrite_switch: fc.integer({ min: -1, max: 200 }),
    overwrite_width: fc.oneof(fc.constant(-1), sides),
    overwrite_height: fc.oneof(fc.constant(-1), sides),
    clip_skip: fc.integer({ min: 1, max: 12 }),
    refiner_model_name: fc.constantFrom('None', 'sticker', 'refiner'),
    refiner_swap_method: fc.constantFrom('joint', 'separate', 'vae'),
    vae_name: fc.constant('Default (model)'),
    loras: fc.array(
      fc.record({
        enabled: fc.boolean(),
        model_name: fc.constantFrom('None', 'sticker-4-steps', 'sticker-8-steps.safetensors'),
        weight: fc.double({ min: -2, max: 2, noNaN: true }),
      }),
      { maxLength: 5 },
    ),
    freeu_enabled: fc.boolean(),
    disable_preview: fc.boolean(),
    disable_intermediate_results: fc.boolean(),
    save_metadata_to_images: fc.boolean(),
    metadata_scheme: fc.constantFrom('fooocus', 'a1111'),
  },
  { requiredKeys: [] },
)

const models = [stickerModel, { ...stickerModel, id: 'refiner' }]

const plan = (input: unknown) =>
  planTask(parseRequest(input), stickerModel, '77', { ...BUILT_IN_SOURCES, models })

test('a thousand valid requests are planned: every image has words, and its record gives its seed and size again', () => {
  fc.assert(
    fc.property(validRequests, (input) => {
      const { images } = plan(input)
      expect(images).toHaveLength(input.image_number ?? 1)
      const last = images.at(-1)!
      expect(last.positiveTexts.length).toBeGreaterThan(0)
      expect(last.negativeTexts.length).toBeGreaterThan(0)
      expect(last.styles).not.toContain('Random Style')
      const again = plan(last.request).images[0]!
      expect([again.seed, again.width, again.height, again.styles]).toEqual([
        ...[last.seed, last.width, last.height, last.styles],
      ])
      // Half an array in an array can come out as a new one, and an array between underscores as the name of a list,
      // since lists are drawn from before arrays are; nobody writes that, but it is drawn here.
      const mayDrawAnew = (input.prompt ?? '').includes('[[') && /\[\[|__[\p{L}\p{N}_-]+__/u.test(last.prompt)
      if (!mayDrawAnew) expect(bare(again.positiveTexts)).toEqual(bare(last.positiveTexts))
    }),
    { numRuns: 1000 },
  )
})

/** What a tokenizer sees of a text whose ends and double blanks do not count. */
const bare = (texts: readonly string[]) =>
  texts.map((text) => text.replace(/[\s.,\0]+/gu, ' ').trim()).filter((text) => text !== '')

const WRONG: readonly (readonly [field: string, value: unknown])[] = [
  ['prompt', 'x'.repeat(20_001)],
  ['prompt', null],
  ['negative_prompt', 7],
  ['style_selections', ['SAI Animee']],
  ['style_selections', ['Fooocus V2', 'random style']],
  ['performance_selection', 'Fast'],
  ['aspect_ratios_selection', '16:9'],
  ['aspect_ratios_selection', '8*8'],
  ['aspect_ratios_selection', '4000*128'],
  ['image_number', 0],
  ['image_number', 33],
  ['image_number', 1.5],
  ['image_seed', -2],
  ['image_seed', '9223372036854775808'],
  ['output_format', 'bmp'],
  ['guidance_scale', Number.NaN],
  ['sampler_name', 'eulr'],
  ['scheduler_name', 'edm_playground'],
  ['overwrite_step', 201],
  ['clip_skip', 13],
  ['loras', [{ model_name: 'x.safetensors' }]],
  ['refiner_model_name', 'x.safetensors'],
  ['vae_name', 'x.safetensors'],
  ['freeu_b1', 2.5],
  ['freeu_s2', -1],
  ['black_out_nsfw', true],
  ['generate_image_grid', true],
  ['promt', 'a cat'],
]

test.each(WRONG)('%s with a wrong value is refused by that name, whatever else is asked', (field, value) => {
  fc.assert(
    fc.property(validRequests, (input) => {
      const error = errorOf(() => plan(spoil(input, field, value)))
      expect(Object.keys(ERRORS)).toContain(error.code)
      expect(error.code).not.toBe('internal')
      expect(error.detail['field']).toBe(field)
    }),
    { numRuns: 20 },
  )
})

/** A size has no say where both of its sides are overwritten. */
function spoil(input: GenerationRequestInput, field: string, value: unknown): unknown {
  const { overwrite_width: _, overwrite_height: __, ...rest } = input
  return { ...(field === 'aspect_ratios_selection' ? rest : input), [field]: value }
}

const noText = fc.constantFrom(null, 5, true, {}, ['a'])
const noBoolean = fc.constantFrom(null, 'true', 1, {})
const noName = (names: readonly string[]) =>
  fc.oneof(
    noText,
    fc.string().filter((text) => !names.includes(text)),
  )
const noInteger = (least: number, most: number) =>
  fc.oneof(
    fc.constantFrom(null, '5', Number.NaN, least + 0.5),
    fc.integer({ max: least - 1 }),
    fc.integer({ min: most + 1 }),
  )
const picture = { mime: 'image/png', bytes: new Uint8Array(4) }

/** For every field a value that it must not have. */
const WRONG_VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...Object.fromEntries(
    Object.entries(RANGES).map(([field, [least, most]]) => [
      field,
      fc.oneof(
        fc.constantFrom(null, '1', Number.NaN, Number.POSITIVE_INFINITY),
        // Minus zero comes before zero there, but is no less.
        fc.double({ max: least, noNaN: true }).filter((value) => value < least),
        fc.double({ min: most, minExcluded: true, noNaN: true }),
      ),
    ]),
  ),
  ...Object.fromEntries(
    [
      'read_wildcards_in_order',
      'disable_preview',
      'disable_intermediate_results',
      'disable_seed_increment',
      'freeu_enabled',
      'save_metadata_to_images',
    ].map((field) => [field, noBoolean]),
  ),
  prompt: fc.oneof(noText, fc.constant('x'.repeat(20_001))),
  negative_prompt: fc.oneof(noText, fc.constant('x'.repeat(20_001))),
  style_selections: fc.oneof(
    fc.constantFrom(null, 'Fooocus V2', [''], [5]),
    fc
      .string({ minLength: 1, maxLength: 200 })
      .filter((text) => !STYLE_NAMES.has(text))
      .map((one) => [one]),
  ),
  performance_selection: noName(PERFORMANCES),
  aspect_ratios_selection: fc.oneof(
    noText,
    fc.constantFrom('', '16:9', '0*0', '8*8', '-64*64', '4000*128', '128*100000', '1e3*64'),
  ),
  image_number: noInteger(1, 32),
  output_format: noName(OUTPUT_FORMATS),
  image_seed: fc.oneof(fc.constantFrom(null, 1.5, 'x', -2, true), fc.bigInt({ min: MAX_SEED + 1n })),
  base_model_name: fc.oneof(noText, fc.constantFrom('', 'x'.repeat(201))),
  refiner_model_name: noName(['None', 'sticker', 'refiner']),
  refiner_swap_method: noName(['joint', 'separate', 'vae']),
  loras: fc.oneof(
    fc.constantFrom(null, {}, ['None'], [{ enabled: true }]),
    fc
      .oneof(
        fc.record({
          model_name: fc.constant('None'),
          weight: fc.constantFrom(-2.1, 3, null, '1', Number.NaN),
        }),
        fc.record({ model_name: fc.constantFrom('', 'sticker-5-steps', '../x.safetensors') }),
        fc.record({ model_name: fc.constant('None'), wieght: fc.constant(1) }),
      )
      .map((one) => [one]),
  ),
  sampler_name: noName(SAMPLER_NAMES),
  scheduler_name: noName(SCHEDULER_NAMES),
  vae_name: noName(['Default (model)']),
  overwrite_step: noInteger(-1, 200),
  overwrite_switch: noInteger(-1, 200),
  overwrite_width: fc.oneof(
    noInteger(-1, 2048),
    fc.integer({ min: max + 1, max: 2048 }),
    fc.integer({ min: 1, max: min - 1 }),
  ),
  overwrite_height: fc.oneof(noInteger(-1, 2048), fc.integer({ min: max + 1, max: 2048 })),
  clip_skip: noInteger(1, 12),
  metadata_scheme: noName(['fooocus', 'a1111']),
  black_out_nsfw: fc.oneof(noBoolean, fc.constant(true)),
  generate_image_grid: fc.oneof(noBoolean, fc.constant(true)),
  upscale_or_vary: fc.constantFrom(null, {}, { uov_method: 'Vary', uov_input_image: picture }),
  inpaint: fc.constantFrom(null, {}, { inpaint_input_image: picture }),
  image_prompt: fc.constantFrom(null, { controlnet_image: [] }, { controlnet_image: [{ cn_img: picture }] }),
  enhance: fc.constantFrom(null, 5, { enhance_checkbox: 'yes' }, { enhance_checkbox: true }),
  promt: fc.constant('a cat'),
}

test('every field of a request can be made wrong here', () => {
  expect(Object.keys(WRONG_VALUES).sort()).toEqual([...Object.keys(GenerationRequest.shape), 'promt'].sort())
})

test('a thousand valid requests of which one field was made wrong are refused with a code and by that name', () => {
  const wrong = fc
    .constantFrom(...Object.keys(WRONG_VALUES))
    .chain((field) => WRONG_VALUES[field]!.map((value) => ({ field, value })))
  fc.assert(
    fc.property(validRequests, wrong, (input, { field, value }) => {
      const error = errorOf(() => plan(spoil(input, field, value)))
      expect(Object.keys(ERRORS)).toContain(error.code)
      expect(error.code).not.toBe('internal')
      // Within a field, the path leads to the place: `loras.0.weight`.
      expect(String(error.detail['field']).split('.')[0]).toBe(field)
    }),
    { numRuns: 1000 },
  )
})

function errorOf(job: () => unknown): AppError {
  try {
    job()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was planned')
}
