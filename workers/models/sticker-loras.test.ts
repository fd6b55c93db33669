import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PixelImage } from '../../contract/image.ts'
import { lorasFor, type LoraUse } from '../../contract/lora.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { disposePrompt, encodePrompt } from '../pipeline/encode-prompt.ts'
import { generateImage } from '../pipeline/generate.ts'
import { planTask } from '../planning/plan-task.ts'
import { createNativeRuntime } from '../testing/native-runtime.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { loadOnnxModel } from './load-onnx-model.ts'
import type { LoadedModel } from './ports.ts'

const how = { signal: new AbortController().signal, onActivity: () => undefined }

/** What Lightning sets, without its LoRA: four steps at CFG 1. */
const FOUR_STEPS: GenerationRequestInput = {
  prompt: 'a panda on pink background',
  overwrite_step: 4,
  guidance_scale: 1,
  sharpness: 0,
  adaptive_cfg: 1,
  sampler_name: 'euler',
  scheduler_name: 'sgm_uniform',
}

describe("the built-in model's LoRA for four steps", () => {
  const runtime = createNativeRuntime()
  let model: LoadedModel

  beforeAll(async () => {
    model = await loadOnnxModel({ runtime, entry: stickerModel, openFile: openStickerFile, ...how })
  }, 180_000)
  afterAll(async () => {
    await model.dispose()
    await runtime.dispose()
  })

  /** Merges what a request asks for into the model, and draws its picture. */
  async function draw(input: GenerationRequestInput): Promise<PixelImage> {
    const request = parseRequest({
      image_seed: 42,
      style_selections: [],
      aspect_ratios_selection: '128*128',
      ...input,
    })
    const { images, loras } = planTask(request, stickerModel, '0')
    await model.useLoras(loras, how)
    const prompt = await encodePrompt(images[0]!, model, async () => {})
    const watcher = { onStep: () => {}, onDecode: () => {}, between: async () => {} }
    const picture = await generateImage(images[0]!, { model, prompt }, watcher)
    disposePrompt(prompt)
    return picture
  }

  const slot = (weight: number) => ({ ...FOUR_STEPS, loras: [{ model_name: 'sticker-4-steps', weight }] })

  test('draws a clear picture in four steps at CFG 1, the very one of the mode that brings it along', async () => {
    const base = await draw(FOUR_STEPS)
    const merged = await draw(slot(1))
    expect(merged.data).toEqual((await draw({ ...FOUR_STEPS, performance_selection: 'Lightning' })).data)
    // Pink around, as the words say, and a face in black and white: clearer than without.
    const [red, green, blue] = rimColour(merged)
    expect(red).toBeGreaterThan(225)
    expect(green).toBeGreaterThan(125)
    expect(green).toBeLessThan(180)
    expect(blue).toBeGreaterThan(160)
    expect(blue).toBeLessThan(220)
    expect(contrast(merged)).toBeGreaterThan(1.05 * contrast(base))
  }, 180_000)

  test('changes nothing at weight 0, and nothing is left of it once it is taken out', async () => {
    const base = await draw(FOUR_STEPS)
    expect((await draw(slot(0))).data).toEqual(base.data)
    expect((await draw(slot(-0.5))).data).not.toEqual(base.data)
    expect((await draw(FOUR_STEPS)).data).toEqual(base.data)
  }, 180_000)

  test("does the same as a file of the user's", async () => {
    const file = openStickerFile(stickerModel, 'lora_4_steps', { ...how, onProgress: () => undefined })
    const [own] = lorasFor(stickerModel, [])
    const mine: LoraUse = { source: 'user', name: 'mine.safetensors', sha256: own!.sha256, weight: 0.7 }
    const other = await loadOnnxModel({
      runtime,
      entry: stickerModel,
      openFile: openStickerFile,
      openUserLora: () => file,
      loras: [mine],
      ...how,
    })
    await model.useLoras([{ ...own!, weight: 0.7 }], how)
    const said = async (asked: LoadedModel) => {
      const on = await asked.conditionOn({ texts: ['a cat'], clipSkip: 1 }, async () => {})
      const latent = new Float32Array(4 * 16 * 16).fill(0.25)
      const answer = await asked.predict(latent, { channels: 4, height: 16, width: 16 }, 500, [on])
      on.dispose()
      return answer
    }
    expect(await said(other)).toEqual(await said(model))
    await other.dispose()
  }, 180_000)
})

/** Mean colour of the outermost pixels. */
function rimColour({ width, height, data }: PixelImage): number[] {
  const sums = [0, 0, 0]
  let count = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.min(x, y, width - 1 - x, height - 1 - y) > 3) continue
      for (let channel = 0; channel < 3; channel++) sums[channel]! += data[4 * (y * width + x) + channel]!
      count++
    }
  }
  return sums.map((sum) => sum / count)
}

/** Standard deviation of the brightness. */
function contrast({ data }: PixelImage): number {
  const values = Array.from({ length: data.length / 4 }, (_, i) => {
    return (data[4 * i]! + data[4 * i + 1]! + data[4 * i + 2]!) / 3
  })
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
