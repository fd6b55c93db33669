import { beforeAll, describe, expect, test } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { performanceLora, type LoraUse } from '../../contract/lora.ts'
import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import type { Activity } from '../../contract/task.ts'
import { writeSafetensors } from '../lora/testing/write-safetensors.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { openTinyFiles, tinyModel } from '../testing/tiny-model/tiny-model.ts'
import { createWasmRuntime } from '../testing/wasm-runtime.ts'
import { loadOnnxModel } from './load-onnx-model.ts'
import type { DiffusionModel } from './ports.ts'

const never = new AbortController().signal
const between = async () => {}
const FOUR = performanceLora(tinyModel, 'Lightning')!
const EIGHT = performanceLora(tinyModel, 'Extreme Speed')!

/** The tiny model on the browser's WASM kernels: weights outside of the graphs, and optional inputs. */
describe('a model with its weights outside of its graphs', () => {
  let runtime: Runtime

  beforeAll(async () => {
    runtime = await createWasmRuntime()
  })

  async function load(
    loras: readonly LoraUse[] = [],
    {
      files = {},
      entry = tinyModel,
      ...more
    }: {
      files?: Partial<Record<FileRole, Blob>>
      entry?: ModelEntry
      openUserLora?: () => Promise<Blob>
    } = {},
  ) {
    const activities: Activity[] = []
    const { openFile, opened } = openTinyFiles(files)
    const how = { signal: never, onActivity: (activity: Activity) => void activities.push(activity) }
    const model = await loadOnnxModel({ runtime, entry, openFile, loras, ...how, ...more })
    const loads = () =>
      activities.splice(0).flatMap((one) => (one.kind === 'load' ? [`${one.part}/${one.parts}`] : []))
    return { model, opened, how, loads }
  }

  const shape = { channels: 4, height: 1, width: 1 }

  /** What the UNet says to a latent of ones, for two texts. */
  async function ask(model: DiffusionModel, texts: readonly string[] = ['a', '']) {
    const on = await Promise.all(
      texts.map((text) => model.conditionOn({ texts: [text], clipSkip: 1 }, between)),
    )
    const output = await model.predict(Float32Array.of(1, 1, 1, 1), shape, 0, on)
    for (const one of on) one.dispose()
    return output.map((row) => [...row])
  }

  test('draws, with all that is optional doing nothing', async () => {
    // A text encoder of zeros says nothing: what is left is the latent and the UNet's own bias.
    const { model } = await load([], { files: { text_encoder_weights: new Blob([new Uint8Array(96)]) } })
    const silent = [1.5, 1.25, 1, 0.75]
    expect(await ask(model, ['a'])).toEqual([silent])
    expect(await ask(model, ['a', 'b'])).toEqual([silent, silent])
    const picture = await model.decode(Float32Array.of(-1, 0, 1, 9), shape)
    expect(picture).toMatchObject({ width: 8, height: 8 })
    // Divided by the latent's scale, which only the middle does not notice.
    expect([...picture.data.subarray(0, 4)]).toEqual([0, 127, 255, 255])
    await model.dispose()
    expect(runtime.ledger()).toEqual({ sessions: 0, tensors: 0, tensorBytes: 0 })
  })

  test('says something else to another text', async () => {
    const { model } = await load()
    const [wanted, unwanted] = await ask(model, ['a cat', 'a dog'])
    expect(wanted).not.toEqual(unwanted)
    expect(await ask(model, ['a cat'])).toEqual([wanted])
    await model.dispose()
  })

  test('gives one token more than a chunk has ids, and weights leave it as it is', async () => {
    const { model } = await load()
    const tokens = async (text: string) =>
      (await model.conditionOn({ texts: [text], clipSkip: 1 }, between)).tokens
    expect(await tokens('a cat')).toBe(17)
    expect(await tokens('a (cat:1.5)')).toBe(17)
    expect(await tokens('red apple '.repeat(10))).toBe(34)
    expect(await ask(model, ['a (cat:1.0)'])).toEqual(await ask(model, ['a cat']))
    expect(await ask(model, ['a (cat:1.5)'])).not.toEqual(await ask(model, ['a cat']))
    await model.dispose()
  })

  test('merges a LoRA while it loads, takes it out again, and is what it was', async () => {
    const plain = await load()
    const before = await ask(plain.model)
    await plain.model.dispose()
    const { model, how } = await load([FOUR])
    const merged = await ask(model)
    merged.forEach((row, at) => row.forEach((value, i) => expect(value).toBeCloseTo(before[at]![i]! + 1, 5)))
    expect(model.loras()).toEqual([{ file: '4-steps.safetensors', changed: 1, leftOver: [], skipped: null }])
    await model.useLoras([], how)
    expect(await ask(model)).toEqual(before)
    expect(model.loras()).toEqual([])
    await model.dispose()
  })

  test('merges a list in which each has its own weight', async () => {
    const { model, how } = await load()
    const [before] = await ask(model, [''])
    await model.useLoras(
      [
        { ...FOUR, weight: -0.5 },
        { ...FOUR, weight: 2 },
      ],
      how,
    )
    const [after] = await ask(model, [''])
    after!.forEach((value, i) => expect(value).toBeCloseTo(before![i]! + 1.5, 5))
    await model.dispose()
  })

  test('loads again only what a LoRA changes', async () => {
    const { model, how, loads } = await load()
    expect(loads()).toEqual(['1/3', '2/3', '3/3'])
    await model.useLoras([FOUR], how)
    expect(loads()).toEqual(['1/1'])
    await model.useLoras([FOUR, EIGHT], how)
    expect(loads()).toEqual(['1/2', '2/2'])
    await model.useLoras([{ ...FOUR, weight: 0.5 }, EIGHT], how)
    expect(loads()).toEqual(['1/1'])
    await model.useLoras([{ ...FOUR, weight: 0.5 }, EIGHT, { ...FOUR, weight: 0 }], how)
    expect(loads()).toEqual([])
    await model.useLoras([], how)
    expect(loads()).toEqual(['1/2', '2/2'])
    expect(runtime.ledger().sessions).toBe(3)
    await model.dispose()
  })

  test('draws the same from packed weights', async () => {
    const { model: plain } = await load()
    const { openFile } = openTinyFiles({})
    const read = (role: FileRole) => openFile(tinyModel, role, { signal: never, onProgress: () => undefined })
    const weights = await read('unet_weights')
    const list = JSON.parse(await (await read('unet_tensors')).text()) as {
      tensors: Record<string, { offset: number; dtype: string; shape: number[] }>
    }
    // Packed here means moved: eight bytes of nothing come first.
    const tensors = Object.entries(list.tensors).map(([name, one]) => [
      name,
      { ...one, stored: { dtype: one.dtype, offset: one.offset + 8 } },
    ])
    const packed = { ...list, bytes: weights.size, tensors: Object.fromEntries(tensors) as object }
    const { model } = await load([], {
      files: {
        unet_weights: new Blob([new Uint8Array(8), weights]),
        unet_tensors: new Blob([JSON.stringify(packed)]),
      },
    })
    expect(await ask(model)).toEqual(await ask(plain))
    await model.dispose()
    await plain.dispose()
  })

  test('waits only for the files it needs, and fetches the others behind them', async () => {
    const { model, opened } = await load()
    expect(opened.slice(0, 9)).toEqual([
      'text_encoder',
      'text_encoder_weights',
      'text_encoder_tensors',
      'unet',
      'unet_weights',
      'unet_tensors',
      'vae_decoder',
      'vocab',
      'merges',
    ])
    expect(opened.slice(9).toSorted()).toEqual(['lora_4_steps', 'lora_8_steps', 'upscaler_2x'])
    await model.dispose()
  })

  test.each<[string, Partial<Record<FileRole, Blob>>, string]>([
    ['a LoRA is no LoRA', { lora_4_steps: new Blob(['<html>']) }, 'model_corrupt'],
    [
      'a LoRA of its own is one of another model',
      {
        lora_4_steps: writeSafetensors(
          Object.fromEntries(
            Array.from({ length: 13 }, (_, i) => [`lora_unet_${i}.diff`, { shape: [1], values: [1] }]),
          ),
        ),
      },
      'model_corrupt',
    ],
    ['the list of tensors is none', { unet_tensors: new Blob(['{}']) }, 'model_corrupt'],
    ['the weights are cut off', { unet_weights: new Blob([new Uint8Array(10)]) }, 'model_corrupt'],
  ])('is told when %s, and nothing stays loaded', async (_, files, code) => {
    await expect(load([FOUR], { files })).rejects.toMatchObject({ code })
    expect(runtime.ledger().sessions).toBe(0)
  })

  describe("a file of the user's", () => {
    const mine = (tensors: Parameters<typeof writeSafetensors>[0], weight = 1) => {
      const file = writeSafetensors(tensors)
      const lora: LoraUse = { source: 'user', name: 'my.safetensors', sha256: 'a'.repeat(64), weight }
      return { lora, open: async () => file }
    }
    /** As the tiny model's own file for four steps: one to each bias. */
    const BIAS = { 'lora_unet_conv_in.diff_b': { shape: [4], values: [1, 1, 1, 1] } }

    test('is merged like one of its own, and another file of its name is another file', async () => {
      const { model } = await load()
      const before = await ask(model)
      const { lora, open } = mine(BIAS)
      await model.dispose()
      const changed = await load([lora], { openUserLora: open })
      const after = await ask(changed.model)
      after.forEach((row, at) => row.forEach((value, i) => expect(value).toBeCloseTo(before[at]![i]! + 1, 5)))
      expect(changed.loads()).toEqual(['1/3', '2/3', '3/3'])
      await changed.model.useLoras([{ ...lora, sha256: 'b'.repeat(64) }], changed.how)
      expect(changed.loads()).toEqual(['1/1'])
      await changed.model.dispose()
    })

    test('is used when some of its keys fit, and the others are told', async () => {
      const { lora, open } = mine({ ...BIAS, 'lora_unet_none.diff_b': { shape: [1], values: [1] } })
      const { model } = await load([lora], { openUserLora: open })
      expect(model.loras()).toEqual([
        { file: 'my.safetensors', changed: 1, leftOver: ['lora_unet_none.diff_b'], skipped: null },
      ])
      await model.dispose()
    })

    test.each([1, 13])('is refused when none of its %i keys fits, and they are named', async (count) => {
      const tensors = Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`lora_unet_${i}.diff`, { shape: [1], values: [1] }]),
      )
      const { lora, open } = mine(tensors)
      await expect(load([lora], { openUserLora: open })).rejects.toMatchObject({
        code: 'invalid_request',
        detail: { field: 'loras', value: 'my.safetensors', keys: Object.keys(tensors), keyCount: count },
      })
      expect(runtime.ledger().sessions).toBe(0)
    })

    test('is refused with a number that is none, and nothing stays loaded', async () => {
      const { lora, open } = mine({ 'lora_unet_conv_in.diff_b': { shape: [4], values: [1, NaN, 1, 1] } })
      await expect(load([lora], { openUserLora: open })).rejects.toMatchObject({
        code: 'invalid_file',
        detail: { file: 'my.safetensors', tensor: 'lora_unet_conv_in.diff_b' },
      })
      expect(runtime.ledger().sessions).toBe(0)
    })

    test('is refused when it is none, or gone', async () => {
      const { lora } = mine({})
      const open = async () => new Blob(['<html>'])
      await expect(load([lora], { openUserLora: open })).rejects.toMatchObject({ code: 'invalid_file' })
      await expect(load([lora])).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  test('takes LoRAs without a list of tensors too: its graphs tell where they lie', async () => {
    const files = tinyModel.files.filter(({ role }) => !role.endsWith('_tensors'))
    const answers = []
    for (const entry of [tinyModel, { ...tinyModel, files }]) {
      for (const loras of [[], [FOUR, EIGHT]]) {
        const { model } = await load(loras, { entry })
        answers.push({ said: await ask(model), reports: model.loras() })
        await model.dispose()
      }
    }
    const [plain, merged, ...byGraph] = answers
    expect(merged!.said).not.toEqual(plain!.said)
    expect(byGraph).toEqual([plain, merged])
  })

  test('is corrupt when the text encoder gives another number of tokens than it says', async () => {
    const text = { ...tinyModel.spec.text, contextTokens: 19 }
    const { model } = await load([], { entry: { ...tinyModel, spec: { ...tinyModel.spec, text } } })
    await expect(ask(model)).rejects.toMatchObject({ code: 'model_corrupt' })
    await model.dispose()
  })

  test('is corrupt, and not loaded, when it does not say how wide its image prompts are', async () => {
    const { unet: _, ...spec } = tinyModel.spec
    await expect(load([], { entry: { ...tinyModel, spec } })).rejects.toMatchObject({ code: 'model_corrupt' })
    expect(runtime.ledger().sessions).toBe(0)
  })

  test('is corrupt, and not loaded, when it says that it takes embeddings and its graph takes ids', async () => {
    const text = { ...tinyModel.spec.text, embeddings: true }
    const entry = { ...tinyModel, spec: { ...tinyModel.spec, text } }
    await expect(load([], { entry })).rejects.toMatchObject({ code: 'model_corrupt' })
    expect(runtime.ledger().sessions).toBe(0)
  })

  test('a stop while LoRAs change leaves nothing loaded', async () => {
    const { model } = await load()
    const stop = new AbortController()
    const how = {
      signal: stop.signal,
      onActivity: ({ kind }: Activity) => void (kind === 'load' && stop.abort()),
    }
    await expect(model.useLoras([FOUR], how)).rejects.toBeInstanceOf(Cancelled)
    expect(runtime.ledger().sessions).toBe(0)
    await model.dispose()
  })
})
