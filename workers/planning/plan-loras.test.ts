import { describe, expect, test } from 'vitest'
import { AppError } from '../../contract/errors.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import type { UserFile } from '../../contract/user-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { planTask } from './plan-task.ts'

const userLora = (name: string, at: number): UserFile => ({
  kind: 'lora',
  name,
  bytes: 1,
  addedAt: 0,
  sha256: String(at).repeat(64),
  lora: { base: null, modules: 1, triggerWords: [] },
})

const userFiles = ['cat', 'dog', 'bird', 'fish', 'frog', 'hare'].map((name, at) =>
  userLora(`${name}.safetensors`, at),
)

const plan = (input: GenerationRequestInput, model = stickerModel) =>
  planTask(parseRequest({ style_selections: [], aspect_ratios_selection: '160*96', ...input }), model, '77', {
    wildcards: new Map([['color', ['red', 'green', 'blue']]]),
    userFiles,
  })

const usesOf = (input: GenerationRequestInput) =>
  plan(input).loras.map(({ source, name, weight }) => [source, name, weight])

const slot = (model_name: string, weight = 1, enabled = true) => ({ enabled, model_name, weight })

test('slots come first, then tags, and the performance mode has the last word', () => {
  const uses = usesOf({
    prompt: 'a <lora:dog:-0.5> house',
    loras: [slot('cat.safetensors', 0.8), slot('None'), slot('bird.safetensors', 1, false)],
    performance_selection: 'Lightning',
  })
  expect(uses).toEqual([
    ['user', 'cat.safetensors', 0.8],
    ['user', 'dog.safetensors', -0.5],
    ['model', 'sticker-4-steps.safetensors', 1],
  ])
})

test("the plan knows the bytes that are meant, the user's and the model's", () => {
  const { loras, images } = plan({ loras: [slot('cat'), slot('sticker-8-steps', 0.5)] })
  expect(loras).toMatchObject([
    { source: 'user', sha256: '0'.repeat(64) },
    { source: 'model', role: 'lora_8_steps', sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) as string },
  ])
  expect(images[0]!.loras).toEqual(loras)
})

test('a name that no file has is refused in a slot, with the nearest', () => {
  const error = (() => {
    try {
      plan({ loras: [slot('cta.safetensors')] })
    } catch (thrown) {
      if (thrown instanceof AppError) return thrown
    }
    throw new Error('it was planned')
  })()
  expect(error).toMatchObject({
    code: 'invalid_request',
    detail: { field: 'loras', value: 'cta.safetensors', nearest: 'cat.safetensors' },
  })
})

test('a name that no file has vanishes from the prompt, and is told', () => {
  const { images, notices, loras } = plan({ prompt: '<lora:nope:1> tree <lora:nix:1>' })
  expect(images[0]!.prompt).toBe('tree')
  expect(loras).toEqual([])
  expect(notices).toEqual([{ code: 'loras_left_out', detail: { loras: 'nope, nix', reason: 'unknown' } }])
})

test('a slot that is switched off may have any name', () => {
  expect(usesOf({ loras: [slot('nope', 1, false)] })).toEqual([])
})

describe('the limit of five', () => {
  const five = ['cat', 'dog', 'bird', 'fish', 'frog'].map((name) => slot(name))

  test('cuts what the prompt adds, and does not count the mode', () => {
    const { loras, notices } = plan({
      prompt: 'a <lora:hare:1>',
      loras: five,
      performance_selection: 'Lightning',
    })
    expect(loras.map(({ name }) => name.split('.')[0])).toEqual([
      ...['cat', 'dog', 'bird', 'fish', 'frog'],
      'sticker-4-steps',
    ])
    expect(notices).toContainEqual({
      code: 'loras_left_out',
      detail: { loras: 'hare.safetensors', reason: 'limit' },
    })
  })

  test('cuts slots as well, and tells', () => {
    const { loras, notices } = plan({ loras: [...five, slot('hare')] })
    expect(loras).toHaveLength(5)
    expect(notices).toEqual([
      { code: 'loras_left_out', detail: { loras: 'hare.safetensors', reason: 'limit' } },
    ])
  })
})

test("a mode's own file is not merged twice: a slot or a tag for it is left out and told", () => {
  const { loras, notices } = plan({
    prompt: 'a <lora:sticker-4-steps:1>',
    loras: [slot('sticker-4-steps.safetensors', 0.5)],
    performance_selection: 'Lightning',
  })
  expect(loras).toMatchObject([{ role: 'lora_4_steps', weight: 1 }])
  expect(notices).toContainEqual({
    code: 'loras_left_out',
    detail: { loras: 'sticker-4-steps.safetensors', reason: 'mode' },
  })
})

test('a weight in the prompt stays within what a slot may have', () => {
  const { loras, notices } = plan({ prompt: '<lora:cat:7> <lora:dog:-1e>, <lora:dog:-9.5>' })
  expect(loras.map(({ weight }) => weight)).toEqual([2, -2])
  expect(notices).toEqual([
    { code: 'lora_weight_limited', detail: { loras: 'cat.safetensors, dog.safetensors', to: 2 } },
  ])
})

test('a model whose weights lie in its graph refuses them, and takes requests without', () => {
  const fixed = { ...stickerModel, files: stickerModel.files.filter(({ role }) => role !== 'unet_weights') }
  expect(plan({ prompt: 'a <lora:nope:1>' }, fixed).loras).toEqual([])
  const refusal = { code: 'unsupported_feature' }
  for (const input of [{ loras: [slot('cat')] }, { prompt: '<lora:cat:1>' }]) {
    expect(() => plan(input, fixed)).toThrow(expect.objectContaining(refusal) as Error)
  }
})

test('what an image recorded gives the same LoRAs, also where its place chose its words', () => {
  const { images } = plan({
    prompt: 'a [[red, blue]] house <lora:cat:0.5>',
    loras: [slot('dog', 0.25)],
    image_number: 2,
  })
  for (const image of images) {
    const again = planTask(image.request, stickerModel, '0', { wildcards: new Map(), userFiles }).images[0]!
    expect(image.loras).toHaveLength(2)
    expect(again.loras).toEqual(image.loras)
    expect(again.prompt).toContain('house')
  }
})
