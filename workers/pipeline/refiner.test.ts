import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toLogList } from '../../contract/metadata/parameters.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { loadOnnxModel } from '../models/load-onnx-model.ts'
import type { LoadedModel } from '../models/ports.ts'
import { planTask } from '../planning/plan-task.ts'
import { BUILT_IN_SOURCES } from '../planning/resolve-prompts.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createNativeRuntime } from '../testing/native-runtime.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { openTinyFiles, tinyModel } from '../testing/tiny-model/tiny-model.ts'
import { disposePrompt, encodePrompt } from './encode-prompt.ts'
import { generateImage } from './generate.ts'
import { pictureParameters } from './picture-parameters.ts'

function planOf(input: GenerationRequestInput) {
  const request = parseRequest({
    prompt: 'a red apple',
    image_seed: 3,
    sampler_name: 'dpmpp_2m',
    aspect_ratios_selection: '64*64',
    overwrite_step: 4,
    overwrite_switch: 2,
    style_selections: [],
    ...input,
  })
  const models = [stickerModel, tinyModel]
  return planTask(request, stickerModel, '0', { ...BUILT_IN_SOURCES, models }).images[0]!
}

/** The latents of both have one shape and scale; what the tiny model makes of them is not pretty, but its own. */
describe('the built-in model with the tiny one as its refiner', () => {
  let runtime: Runtime
  let base: LoadedModel
  let refiner: LoadedModel

  beforeAll(async () => {
    runtime = createNativeRuntime()
    const how = { runtime, signal: new AbortController().signal, onActivity: () => {} }
    base = await loadOnnxModel({ ...how, entry: stickerModel, openFile: openStickerFile })
    refiner = await loadOnnxModel({ ...how, entry: tinyModel, openFile: openTinyFiles().openFile })
  }, 60_000)

  afterAll(async () => {
    await base.dispose()
    await refiner.dispose()
    await runtime.dispose()
  })

  async function draw(input: GenerationRequestInput) {
    const plan = planOf(input)
    const between = async () => {}
    const watcher = { between, onStep: () => {}, onDecode: () => {} }
    const prompt = await encodePrompt(plan, base, between)
    const refined = await encodePrompt(plan, refiner, between)
    const painters = { model: base, prompt, refiner: async () => ({ model: refiner, prompt: refined }) }
    const { data } = await generateImage(plan, painters, watcher)
    disposePrompt(prompt)
    disposePrompt(refined)
    return data
  }

  test.each(['joint', 'separate', 'vae'] as const)(
    '%s draws another picture than the base alone',
    async (method) => {
      const refined = await draw({ refiner_model_name: 'tiny', refiner_swap_method: method })
      expect(refined).toHaveLength(64 * 64 * 4)
      expect(refined).not.toEqual(await draw({}))
    },
  )

  test('a refiner whose turn never comes leaves the picture of the base, to the last bit', async () => {
    expect(await draw({ refiner_model_name: 'tiny', overwrite_switch: 4 })).toEqual(await draw({}))
  })
})

test('a refiner is in the log of a picture, with when and how it took over', () => {
  const rowsOf = (input: GenerationRequestInput) => {
    const plan = planOf(input)
    const rows = toLogList(pictureParameters(plan, stickerModel, plan.refiner && tinyModel))
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
  }
  expect(rowsOf({ refiner_model_name: 'tiny', refiner_swap_method: 'separate' })).toMatchObject({
    refiner_model: 'tiny',
    refiner_switch: 0.5,
    overwrite_switch: 2n,
    refiner_swap_method: 'separate',
  })
  expect(rowsOf({})).toMatchObject({ refiner_model: 'None' })
})
