import { expect, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { MAX_SEED } from '../../contract/seed.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask } from './plan-task.ts'

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

test('a mode whose LoRA the model lacks is refused with the modes it has', () => {
  expect(refusal({ performance_selection: 'Lightning' })).toMatchObject({
    code: 'unsupported_feature',
    detail: { feature: 'Lightning', available: ['Quality', 'Speed'] },
  })
})

test.each<[string, GenerationRequestInput]>([
  ['LoRA', { loras: [{ model_name: 'x.safetensors' }] }],
  ['Refiner', { refiner_model_name: 'x' }],
  ['FreeU', { freeu_enabled: true }],
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
