import { describe, expect, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import type { ModelEntry, ModelSpec } from '../../contract/manifest.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask } from './plan-task.ts'
import { BUILT_IN_SOURCES } from './resolve-prompts.ts'

const modelWith = (id: string, change: Partial<ModelSpec> = {}): ModelEntry => ({
  ...stickerModel,
  id,
  name: id.toUpperCase(),
  spec: { ...stickerModel.spec, ...change },
})
const { latent, sizes, text } = stickerModel.spec
const MODELS: readonly ModelEntry[] = [
  stickerModel,
  modelWith('fine', { text: { ...text, defaultClipSkip: 2, contextOutputs: ['a', 'b', 'c'] } }),
  modelWith('scaled', { latent: { ...latent, scale: 0.13025 } }),
  modelWith('deep', { latent: { ...latent, channels: 16 } }),
  modelWith('coarse', { latent: { ...latent, downscale: 16 } }),
  modelWith('large', { sizes: { ...sizes, min: 512, max: 1024 } }),
  modelWith('edm', { predictionType: 'edm' }),
]

const plan = (input: GenerationRequestInput) =>
  planTask(parseRequest({ style_selections: [], ...input }), stickerModel, '7', {
    ...BUILT_IN_SOURCES,
    models: MODELS,
  })

function refusal(refiner_model_name: string, more: GenerationRequestInput = {}): AppError {
  try {
    plan({ refiner_model_name, ...more })
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was planned')
}

test.each(['None', 'sticker'])('with %s for a refiner there is none', (refiner_model_name) => {
  const { images, refiner, notices } = plan({ refiner_model_name })
  expect([images[0]!.refiner, refiner, notices.length]).toEqual([null, null, 1])
})

test('a model that fits takes over at its share of the steps, and is told texts in its own way', () => {
  const asked = { refiner_model_name: 'fine', refiner_swap_method: 'separate', clip_skip: 3 } as const
  const { images, refiner } = plan({ ...asked, image_number: 2 })
  expect(refiner).toBe(MODELS[1])
  expect(images.map((image) => image.refiner)).toEqual(
    Array(2).fill({ modelId: 'fine', switchAt: 15, method: 'separate', clipSkip: 3 }),
  )
  expect(images[0]!.clipSkip).toBe(1)
  expect(images[0]!.request.refiner_model_name).toBe('fine')
})

describe('the step it takes over at', () => {
  test.each([
    ['Speed', 0.5, {}, 15],
    ['Speed', 0.55, {}, 16],
    ['Speed', 0.25, {}, 8],
    ['Quality', 0.125, {}, 8],
    ['Quality', 0.75, {}, 45],
    ['Speed', 1, {}, 30],
    ['Speed', 0.5, { overwrite_step: 8 }, 15],
    ['Speed', 0.5, { overwrite_switch: 4 }, 4],
    ['Speed', 0.5, { overwrite_switch: 0 }, 15],
  ] as const)('in %s at %f of the steps with %j is %i', (mode, share, more, step) => {
    const { images } = plan({
      refiner_model_name: 'fine',
      performance_selection: mode,
      refiner_switch: share,
      ...more,
    })
    expect(images[0]!.refiner!.switchAt).toBe(step)
  })
})

test('a mode with a LoRA has none, and says so', () => {
  const { images, refiner, notices } = plan({
    refiner_model_name: 'fine',
    performance_selection: 'Lightning',
    refiner_switch: 0.7,
  })
  expect([images[0]!.refiner, refiner, images[0]!.refinerSwitch]).toEqual([null, null, 1])
  expect(notices).toContainEqual({
    code: 'setting_forced',
    detail: { by: 'Lightning', setting: 'refiner_model_name', to: 'None' },
  })
  expect(plan({ performance_selection: 'Lightning' }).notices).not.toContainEqual(
    expect.objectContaining({ detail: expect.objectContaining({ setting: 'refiner_model_name' }) as object }),
  )
})

test.each([[{}], [{ performance_selection: 'Lightning' as const }]])(
  'a name that nobody has is refused with the nearest one: %j',
  (more) => {
    expect(refusal('fnie', more)).toMatchObject({
      code: 'unknown_model',
      detail: { field: 'refiner_model_name', model: 'fnie', nearest: 'fine' },
    })
  },
)

test.each(['scaled', 'deep', 'coarse', 'large', 'edm'])(
  'the model %s cannot go on with such a latent, and those that can are told',
  (name) => {
    expect(refusal(name)).toMatchObject({
      code: 'unsupported_feature',
      detail: {
        field: 'refiner_model_name',
        feature: 'Refiner',
        model: name.toUpperCase(),
        available: ['fine'],
      },
    })
  },
)
