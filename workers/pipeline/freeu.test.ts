import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toLogList } from '../../contract/metadata/parameters.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { loadOnnxModel } from '../models/load-onnx-model.ts'
import type { LoadedModel } from '../models/ports.ts'
import { planTask } from '../planning/plan-task.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createNativeRuntime } from '../testing/native-runtime.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { disposePrompt, encodePrompt } from './encode-prompt.ts'
import { generateImage } from './generate.ts'
import { pictureParameters } from './picture-parameters.ts'

const NEUTRAL = { freeu_enabled: true, freeu_b1: 1, freeu_b2: 1, freeu_s1: 1, freeu_s2: 1 }

function planOf(settings: GenerationRequestInput) {
  const request = { prompt: 'a red apple', image_seed: 3, overwrite_step: 3, sampler_name: 'euler' as const }
  const size = { aspect_ratios_selection: '64*96', style_selections: [], ...settings }
  return planTask(parseRequest({ ...request, ...size }), stickerModel, '0').images[0]!
}

describe('FreeU on the built-in model', () => {
  let runtime: Runtime
  let model: LoadedModel

  beforeAll(async () => {
    runtime = createNativeRuntime()
    const how = { signal: new AbortController().signal, onActivity: () => {} }
    model = await loadOnnxModel({ runtime, entry: stickerModel, openFile: openStickerFile, ...how })
  }, 60_000)

  afterAll(async () => {
    await model.dispose()
    await runtime.dispose()
  })

  async function draw(settings: GenerationRequestInput) {
    const plan = planOf(settings)
    const between = async () => {}
    const prompt = await encodePrompt(plan, model, between)
    const { data } = await generateImage(
      plan,
      { model, prompt },
      {
        between,
        onStep: () => {},
        onDecode: () => {},
      },
    )
    disposePrompt(prompt)
    return data
  }

  test('of all ones draws what is drawn without, to the last bit', async () => {
    expect(await draw(NEUTRAL)).toEqual(await draw({}))
  })

  test.each(['freeu_b1', 'freeu_b2', 'freeu_s1', 'freeu_s2'] as const)(
    'with another %s draws another picture',
    async (field) => {
      expect(await draw({ ...NEUTRAL, [field]: 1.5 })).not.toEqual(await draw({}))
    },
  )
})

test('FreeU is in the log of a picture drawn with it, and only there', () => {
  const freeuOf = (settings: GenerationRequestInput) =>
    toLogList(pictureParameters(planOf(settings), stickerModel)).find(({ key }) => key === 'freeu')?.value
  expect(freeuOf({ freeu_enabled: true })).toBe('(1.01, 1.02, 0.99, 0.95)')
  expect(freeuOf({})).toBeUndefined()
})
