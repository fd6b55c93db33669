import { beforeAll, describe, expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { disposePrompt, encodePrompt } from '../pipeline/encode-prompt.ts'
import { generateImage } from '../pipeline/generate.ts'
import { planTask } from '../planning/plan-task.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { createWasmRuntime } from '../testing/wasm-runtime.ts'
import { loadOnnxModel } from './load-onnx-model.ts'
import type { DiffusionModel } from './ports.ts'

/** The real model on the browser's WASM kernels, with few steps of small pictures. */
describe('the built-in model', () => {
  let runtime: Runtime
  let model: DiffusionModel
  const never = new AbortController().signal

  beforeAll(async () => {
    runtime = await createWasmRuntime()
    model = await loadOnnxModel({
      runtime,
      entry: stickerModel,
      openFile: openStickerFile,
      signal: never,
      onActivity: () => {},
    })
  }, 60_000)

  async function draw(input: GenerationRequestInput) {
    const asked = {
      style_selections: [],
      image_seed: 42,
      overwrite_step: 2,
      aspect_ratios_selection: '64*64',
      ...input,
    }
    const plan = planTask(parseRequest(asked), stickerModel, '0').images[0]!
    const prompt = await encodePrompt(plan, model, async () => {})
    try {
      return await generateImage(
        plan,
        { model, prompt },
        {
          onStep: () => {},
          onDecode: () => {},
          between: async () => {},
        },
      )
    } finally {
      disposePrompt(prompt)
    }
  }

  /** Mean red, green and blue. */
  function meanColour({ data }: { readonly data: Uint8ClampedArray }): readonly [number, number, number] {
    const sums = [0, 0, 0]
    for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) sums[c]! += data[i + c]!
    const [r, g, b] = sums.map((sum) => sum / (data.length / 4))
    return [r!, g!, b!]
  }

  test('the same plan gives the same pixels twice', async () => {
    expect(await draw({ prompt: 'a cat' })).toEqual(await draw({ prompt: 'a cat' }))
  })

  test('another seed and another prompt give other pixels', async () => {
    const one = await draw({ prompt: 'a cat' })
    expect(await draw({ prompt: 'a cat', image_seed: 43 })).not.toEqual(one)
    expect(await draw({ prompt: 'a dog' })).not.toEqual(one)
  })

  test('a red apple on a blue background has a red middle and a blue corner', async () => {
    const picture = await draw({
      prompt: 'a red apple on blue background',
      overwrite_step: 12,
      aspect_ratios_selection: '128*128',
      image_seed: 1,
    })
    const pixel = (x: number, y: number) => [
      ...picture.data.subarray((y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3),
    ]
    const [red, green, blue] = pixel(64, 72)
    expect(red!).toBeGreaterThan(Math.max(green!, blue!) + 60)
    const corner = pixel(3, 3)
    expect(corner[2]!).toBeGreaterThan(corner[0]! + 40)
  }, 60_000)

  test('width and height are not mixed up', async () => {
    expect(await draw({ prompt: 'a ship', aspect_ratios_selection: '96*64' })).toMatchObject({
      width: 96,
      height: 64,
    })
  })

  test('a negative prompt matters with guidance and not without', async () => {
    const guided = { prompt: 'a cat', guidance_scale: 4 }
    expect(await draw({ ...guided, negative_prompt: 'red' })).not.toEqual(await draw(guided))
    const free = { prompt: 'a cat', guidance_scale: 1 }
    expect(await draw({ ...free, negative_prompt: 'red' })).toEqual(await draw(free))
  })

  test('a weight changes the picture and a weight of 1 does not', async () => {
    const plain = await draw({ prompt: 'a cat' })
    expect(await draw({ prompt: 'a (cat:1.0)' })).toEqual(plain)
    expect(await draw({ prompt: 'a (cat:1.5)' })).not.toEqual(plain)
  })

  test.each([
    ['nothing', ''],
    ['10,000 characters', 'red apple '.repeat(1000)],
    ['emoji', '🍎🍏 👩‍🚀'],
    ['right-to-left text', 'תפוח אדום تفاحة حمراء'],
    ['NUL', 'a\0 red\0apple'],
    ['a lone surrogate', 'a \ud83c apple'],
  ])('a prompt of %s gives a picture that is not one colour', async (_, prompt) => {
    const { data } = await draw({ prompt })
    expect(new Set(data).size).toBeGreaterThan(8)
    expect(meanColour({ data }).every(Number.isFinite)).toBe(true)
  })

  test('a stop between two model calls ends the sampling', async () => {
    const plan = planTask(
      parseRequest({ aspect_ratios_selection: '64*64', style_selections: [] }),
      stickerModel,
      '0',
    ).images[0]!
    const prompt = await encodePrompt(plan, model, async () => {})
    let steps = 0
    const between = async () => {
      if (steps === 2) throw new Cancelled()
    }
    const watcher = { onStep: () => void steps++, onDecode: () => {}, between }
    await expect(generateImage(plan, { model, prompt }, watcher)).rejects.toBeInstanceOf(Cancelled)
    expect(steps).toBe(2)
    disposePrompt(prompt)
  })

  test('twenty generations leave nothing behind', async () => {
    const before = runtime.ledger()
    for (let i = 0; i < 20; i++) await draw({ prompt: `a cat ${i}`, overwrite_step: 1, image_seed: i })
    expect(runtime.ledger()).toEqual(before)
    expect(before).toEqual({ sessions: 3, tensors: 0, tensorBytes: 0 })
  }, 60_000)

  test('loading that is stopped leaves no session behind', async () => {
    const stop = new AbortController()
    const before = runtime.ledger()
    const load = loadOnnxModel({
      runtime,
      entry: stickerModel,
      openFile: openStickerFile,
      signal: stop.signal,
      onActivity: (activity) => {
        if (activity.kind === 'load' && activity.part === 2) stop.abort()
      },
    })
    await expect(load).rejects.toBeInstanceOf(Cancelled)
    expect(runtime.ledger()).toEqual(before)
  })

  test('a file that is no network is a corrupt model', async () => {
    await expect(runtime.createGraph(new Blob(['<html>not a model</html>']))).rejects.toMatchObject({
      code: 'model_corrupt',
    })
  })
})
