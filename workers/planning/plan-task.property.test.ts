import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SAMPLER_NAMES, SCHEDULER_NAMES } from '../../contract/catalog/samplers.ts'
import { STYLES } from '../../contract/catalog/styles.ts'
import { AppError, ERRORS } from '../../contract/errors.ts'
import { OUTPUT_FORMATS } from '../../contract/image.ts'
import { performancesOf } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { MAX_SEED } from '../../contract/seed.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask } from './plan-task.ts'

const PIECES = [
  ...['a cat', 'red, green', '  ', ',', '.', '\n', '\r\n', '\u2028', '\0', '(x:1.2)', '🐱', '{prompt}', '$&'],
  ...['__color__', '__animal__', '__color_flower__', '__missing__', '__', '_', '[[a, b]]', '[[x,y,z]]', '[['],
  ...[']]', '<lora:none:1>', '<lora:none:.5', '<lora:'],
]

const prompts = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
  .map((pieces) => pieces.join(''))

const styles = fc.constantFrom('Fooocus V2', 'Random Style', ...STYLES.map(({ name }) => name))
const { min, max } = stickerModel.spec.sizes
const sides = fc.integer({ min, max })

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
    guidance_scale: fc.double({ min: 1, max: 30, noNaN: true }),
    sampler_name: fc.constantFrom(...SAMPLER_NAMES),
    scheduler_name: fc.constantFrom(...SCHEDULER_NAMES),
    overwrite_step: fc.integer({ min: -1, max: 200 }),
    clip_skip: fc.integer({ min: 1, max: 12 }),
    loras: fc.array(fc.record({ model_name: fc.constant('None') }), { maxLength: 5 }),
    metadata_scheme: fc.constantFrom('fooocus', 'a1111'),
  },
  { requiredKeys: [] },
)

const plan = (input: unknown) => planTask(parseRequest(input), stickerModel, '77')

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
      // Half an array in an array can come out as a new one; nobody writes that, but it is drawn here.
      if (!last.prompt.includes('[[')) expect(bare(again.positiveTexts)).toEqual(bare(last.positiveTexts))
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
      const error = errorOf(() => plan({ ...input, [field]: value }))
      expect(Object.keys(ERRORS)).toContain(error.code)
      expect(error.code).not.toBe('internal')
      expect(error.detail['field']).toBe(field)
    }),
    { numRuns: 20 },
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
