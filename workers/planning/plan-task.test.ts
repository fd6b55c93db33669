import { describe, expect, test } from 'vitest'
import { TEMPLATES } from '../../contract/catalog/styles.ts'
import { AppError } from '../../contract/errors.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { MAX_SEED } from '../../contract/seed.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask } from './plan-task.ts'
import { createPythonRandom } from './python-random.ts'

const plan = (input: GenerationRequestInput) =>
  planTask(parseRequest({ style_selections: [], ...input }), stickerModel, '77')

function refusal(input: GenerationRequestInput): AppError {
  try {
    plan(input)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('it was planned')
}

test('an empty request is planned: 30 steps of the default sampler in the shape of 1152×896', () => {
  const { images, notices } = planTask(parseRequest({}), stickerModel, '77')
  expect(images).toHaveLength(1)
  expect(images[0]).toMatchObject({
    steps: 30,
    sampler: 'dpmpp_2m_sde_gpu',
    scheduler: 'karras',
    guidanceScale: 4,
    seed: '77',
  })
  expect(notices.map((notice) => notice.code)).toEqual(['size_adapted', 'styles_left_out'])
})

test('images of a task get seeds that count up and wrap at 2^63', () => {
  const { images } = plan({ image_number: 3, image_seed: (MAX_SEED - 1n).toString() })
  expect(images.map((image) => image.seed)).toEqual([(MAX_SEED - 1n).toString(), MAX_SEED.toString(), '0'])
})

test('without seed increment all images share the seed', () => {
  const { images } = plan({ image_number: 2, image_seed: 5, disable_seed_increment: true })
  expect(images.map((image) => image.seed)).toEqual(['5', '5'])
})

test('each image records the request that makes it alone again', () => {
  const { images } = plan({ prompt: 'a cat', image_number: 2, image_seed: 5 })
  expect(images[1]!.request).toMatchObject({ prompt: 'a cat', image_number: 1, image_seed: '6' })
})

test('planning what an image recorded gives the same image', () => {
  const [, second] = plan({ prompt: 'a cat', image_number: 2, image_seed: 5 }).images
  const again = planTask(second!.request, stickerModel, '0').images[0]!
  expect(again).toEqual({ ...second, index: 0 })
})

test('a size that fits is taken as it is', () => {
  const { images, notices } = plan({ aspect_ratios_selection: '160*96' })
  expect(images[0]).toMatchObject({ width: 160, height: 96 })
  expect(notices).toEqual([])
})

test('a size between the multiples is rounded down and said', () => {
  const { images, notices } = plan({ aspect_ratios_selection: '133×140' })
  expect(images[0]).toMatchObject({ width: 128, height: 128 })
  expect(notices).toEqual([{ code: 'size_rounded', detail: { from: '133×140', to: '128×128' } }])
})

test('a size beyond the model is refused with its limits', () => {
  const error = refusal({ overwrite_width: 2048, overwrite_height: 2048 })
  expect(error).toMatchObject({
    code: 'invalid_request',
    detail: { value: 2048, max: stickerModel.spec.sizes.max },
  })
})

test('a size too small for the model is refused', () => {
  expect(refusal({ aspect_ratios_selection: '8*8' }).code).toBe('invalid_request')
})

test('an unknown style is named with its nearest neighbour', () => {
  expect(refusal({ style_selections: ['SAI Animee'] }).detail).toMatchObject({
    value: 'SAI Animee',
    nearest: 'SAI Anime',
  })
})

test.each<[string, GenerationRequestInput]>([
  ['Black Out NSFW', { black_out_nsfw: true }],
  [
    'Inpaint or Outpaint',
    { inpaint: { inpaint_input_image: { mime: 'image/png', bytes: new Uint8Array(4) } } },
  ],
])('%s is refused and not ignored', (feature, input) => {
  expect(refusal(input)).toMatchObject({ code: 'unsupported_feature', detail: { feature } })
})

test('an empty LoRA slot is no LoRA', () => {
  expect(plan({ loras: [{ model_name: 'None' }] }).images).toHaveLength(1)
})

test('a step override replaces the steps of the mode', () => {
  expect(plan({ overwrite_step: 7 }).images[0]!.steps).toBe(7)
})

describe('words', () => {
  const sources = {
    wildcards: new Map([
      ['letter', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
      ['loop', ['__loop__']],
    ]),
    userFiles: [],
  }
  const wordsOf = (input: GenerationRequestInput) =>
    planTask(parseRequest({ style_selections: [], image_seed: 5, ...input }), stickerModel, '0', sources)
      .images

  test('each image draws its own words from its own seed', () => {
    const images = wordsOf({ prompt: 'x __letter__', image_number: 6 })
    expect(new Set(images.map((image) => image.prompt)).size).toBeGreaterThan(2)
    for (const image of images) {
      expect(image.positiveTexts).toEqual([image.prompt])
      expect(wordsOf({ prompt: 'x __letter__', image_seed: image.seed })[0]!.prompt).toBe(image.prompt)
    }
  })

  test('the same seed for all images gives the same words', () => {
    const images = wordsOf({ prompt: '__letter__', image_number: 4, disable_seed_increment: true })
    expect(new Set(images.map((image) => image.prompt)).size).toBe(1)
  })

  test('draws go through main line, negative main line, further lines, then styles', () => {
    const random = createPythonRandom(5n)
    const letters = Array.from({ length: 5 }, () => 'abcdefgh'[random.below(8)]!)
    const style = TEMPLATES[random.below(TEMPLATES.length)]!.name
    const [image] = wordsOf({
      prompt: '__letter__\nx __letter__\ny __letter__',
      negative_prompt: '__letter__\nz __letter__',
      style_selections: ['Random Style'],
    })
    const [main, negative, x, y, z] = letters
    expect(image).toMatchObject({
      prompt: `${main}\nx ${x}\ny ${y}`,
      negativePrompt: `${negative}\nz ${z}`,
      styles: [style],
    })
  })

  test('in order, images walk through the list whatever their seeds', () => {
    const images = wordsOf({ prompt: '__letter__', read_wildcards_in_order: true, image_number: 9 })
    expect(images.map((image) => image.prompt).join('')).toBe('abcdefgha')
  })

  test('arrays vary from image to image, in the main line of the prompt only', () => {
    const images = wordsOf({
      prompt: '[[a,b]] [[x,y]]\n[[u,v]]',
      negative_prompt: '[[s,t]]',
      image_number: 4,
    })
    // The line is tidied before arrays are read, so every element but the first begins with a blank.
    expect(images.map((image) => image.positiveTexts)).toEqual([
      ['a x', '[[u,v]]'],
      [' b x', '[[u,v]]'],
      ['a  y', '[[u,v]]'],
      [' b  y', '[[u,v]]'],
    ])
    expect(images.map((image) => image.negativePrompt)).toEqual(Array.from(images, () => '[[s,t]]'))
  })

  test.each<[string, GenerationRequestInput]>([
    ['drawn wildcards', { prompt: '__letter__ __letter__', style_selections: ['Random Style'] }],
    ['wildcards in order', { prompt: '__letter__\n__letter__', read_wildcards_in_order: true }],
    [
      'arrays with drawn styles',
      { prompt: '[[a]] __letter__', style_selections: ['Fooocus V2', 'Random Style', 'Sticker 3D'] },
    ],
  ])('%s: planning what an image recorded gives its words again', (_name, input) => {
    for (const image of wordsOf({ ...input, image_number: 4 })) {
      const again = planTask(image.request, stickerModel, '0', sources).images[0]!
      expect({ ...again, request: null }).toEqual({ ...image, index: 0, request: null })
    }
  })

  test('an image whose main line came to nothing records that, and not its next line in its place', () => {
    const input = { prompt: '[[a,]]\nred', style_selections: ['Sticker Flat'], image_number: 2 }
    const [, second] = wordsOf(input)
    expect(second!.positiveTexts).toEqual(['flat icon of  ', 'red'])
    const again = planTask(second!.request, stickerModel, '0', sources).images[0]!
    expect(again.positiveTexts).toEqual(['flat icon of ', 'red'])
  })

  test('words drawn from the seed alone stay placeholders in the record; those of a place do not', () => {
    const drawn = wordsOf({ prompt: '__letter__', image_number: 2 })
    expect(drawn.map((image) => image.request.prompt)).toEqual(['__letter__', '__letter__'])
    const placed = wordsOf({ prompt: '__letter__', image_number: 2, read_wildcards_in_order: true })
    expect(placed.map((image) => image.request.prompt)).toEqual(['__letter__', 'b'])
  })

  test('a tag in a further line or in the negative prompt is text', () => {
    const [image] = wordsOf({ prompt: 'x\n<lora:cat:1>', negative_prompt: '<lora:cat:1>' })
    expect(image).toMatchObject({ prompt: 'x\n<lora:cat:1>', negativePrompt: '<lora:cat:1>' })
  })

  test('a wildcard that names itself ends', () => {
    expect(wordsOf({ prompt: '__loop__' })[0]!.prompt).toBe('__loop__')
  })

  test('images with the same words share them', () => {
    const [first, second] = wordsOf({ prompt: 'x', image_number: 2 })
    expect(second!.positiveTexts).toBe(first!.positiveTexts)
  })

  test('an unknown style next to a drawn one is named with its nearest neighbour', () => {
    const error = refusal({ style_selections: ['Random Style', 'Random Stile'] })
    expect(error.detail).toMatchObject({ field: 'style_selections', nearest: 'Random Style' })
  })
})

describe('a mode that needs a LoRA', () => {
  const able = {
    ...stickerModel,
    spec: {
      ...stickerModel.spec,
      performanceLoras: {
        Lightning: { role: 'lora_4_steps', weight: 1 },
        'Hyper-SD': { role: 'lora_4_steps', weight: 0.8 },
        'Extreme Speed': { role: 'lora_8_steps', weight: 1 },
      },
    },
  } as const
  const planOf = (performance_selection: string) =>
    planTask(
      parseRequest({
        performance_selection,
        guidance_scale: 7,
        sharpness: 2,
        style_selections: [],
      }),
      able,
      '77',
    )

  test.each([
    ['Extreme Speed', 8, 'lcm', 'lcm', 'lora_8_steps', 1],
    ['Lightning', 4, 'euler', 'sgm_uniform', 'lora_4_steps', 1],
    ['Hyper-SD', 4, 'dpmpp_sde_gpu', 'karras', 'lora_4_steps', 0.8],
  ])('%s is planned with it where the model lists one', (mode, steps, sampler, scheduler, file, weight) => {
    const { images, loras, notices } = planOf(mode)
    expect(images[0]).toMatchObject({
      steps,
      sampler,
      scheduler,
      guidanceScale: 1,
      sharpness: 0,
      adaptiveCfg: 1,
      adm: { positive: 1, negative: 1, end: 0 },
    })
    expect(loras).toMatchObject([{ source: 'model', role: file, weight }])
    expect(images[0]!.loras).toEqual(loras)
    expect(notices.map((notice) => notice.code)).toContain('setting_forced')
  })

  test('the others are planned without', () => {
    expect(planOf('Speed').loras).toEqual([])
  })

  test('it is refused where the model lists none, and the modes that there are are told', () => {
    const { Lightning } = able.spec.performanceLoras
    const one = {
      ...able,
      spec: { ...able.spec, performances: ['Speed' as const], performanceLoras: { Lightning } },
    }
    const refused = () => planTask(parseRequest({ performance_selection: 'Hyper-SD' }), one, '77')
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'unsupported_feature',
        detail: expect.objectContaining({
          field: 'performance_selection',
          feature: 'Hyper-SD',
          available: ['Speed', 'Lightning'],
        }) as object,
      }) as Error,
    )
  })
})

describe('what belongs to how a model was trained', () => {
  const edm = { ...stickerModel, spec: { ...stickerModel.spec, predictionType: 'edm' as const } }
  const schedulerOf = (scheduler_name: string, model = stickerModel) => {
    const { images, notices } = planTask(parseRequest({ scheduler_name, style_selections: [] }), model, '77')
    return {
      scheduler: images[0]!.scheduler,
      forced: notices.filter(({ code }) => code === 'setting_forced'),
    }
  }

  test("EDM's schedule is for models trained by it, and such a model takes no other; both are told", () => {
    const told = (by: string, to: string) => [
      { code: 'setting_forced', detail: { by, setting: 'scheduler_name', to } },
    ]
    expect(schedulerOf('edm_playground_v2.5', edm)).toEqual({ scheduler: 'edm_playground_v2.5', forced: [] })
    expect(schedulerOf('karras')).toEqual({ scheduler: 'karras', forced: [] })
    expect(schedulerOf('edm_playground_v2.5')).toEqual({
      scheduler: 'karras',
      forced: told(stickerModel.name, 'karras'),
    })
    expect(schedulerOf('turbo', edm)).toEqual({
      scheduler: 'edm_playground_v2.5',
      forced: told(stickerModel.name, 'edm_playground_v2.5'),
    })
  })

  test('FreeU is planned for a network with the inputs, and refused by name without them', () => {
    const request = parseRequest({ freeu_enabled: true, freeu_b1: 1.5, style_selections: [] })
    expect(planTask(request, stickerModel, '77').images[0]!.freeu).toEqual({
      b1: 1.5,
      b2: 1.02,
      s1: 0.99,
      s2: 0.95,
    })
    expect(planTask(parseRequest({}), stickerModel, '77').images[0]!.freeu).toBeNull()
    const { unet: _, ...spec } = stickerModel.spec
    expect(() => planTask(request, { ...stickerModel, spec }, '77')).toThrow(
      expect.objectContaining({
        code: 'unsupported_feature',
        message: 'Sticker has no FreeU inputs',
        detail: expect.objectContaining({ field: 'freeu_enabled', feature: 'FreeU' }) as object,
      }) as Error,
    )
  })
})
