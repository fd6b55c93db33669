import { expect, test } from 'vitest'
import type { PixelImage } from '../../contract/image.ts'
import { performanceLora } from '../../contract/lora.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import { loadOnnxModel } from '../models/load-onnx-model.ts'
import { disposePrompt, encodePrompt } from '../pipeline/encode-prompt.ts'
import { expandPrompt } from '../pipeline/expand-prompt.ts'
import { generateImage } from '../pipeline/generate.ts'
import { planTask } from '../planning/plan-task.ts'
import { createNativeRuntime } from '../testing/native-runtime.ts'
import { openStickerFile } from '../testing/sticker-files.ts'
import { stickerModel } from '../testing/sticker-model.ts'
import { loadExpander } from './load-expander.ts'

const between = async () => {}

/** Mean difference of two pictures' pixels, 0…255; `inside` chooses which count. */
function difference(a: PixelImage, b: PixelImage, inside: (x: number, y: number) => boolean): number {
  let sum = 0
  let count = 0
  for (const [at, value] of a.data.entries()) {
    const pixel = at >> 2
    if (at % 4 === 3 || !inside(pixel % a.width, Math.floor(pixel / a.width))) continue
    sum += Math.abs(value - b.data[at]!)
    count++
  }
  return sum / count
}

const edge = (x: number, y: number) => x < 6 || x >= 122 || y < 6
const everywhere = () => true

test('expansion leaves thing, style and background of the built-in model’s pictures as the prompt has them', async () => {
  const runtime = createNativeRuntime()
  const how = { signal: new AbortController().signal, onActivity: () => {} }
  const parts = { runtime, entry: stickerModel, openFile: openStickerFile, ...how }
  const expander = await loadExpander(parts)
  const model = await loadOnnxModel({ ...parts, loras: [performanceLora(stickerModel, 'Lightning')!] })
  const draw = async (prompt: string, styles: readonly string[], seed: number) => {
    const request = parseRequest({
      prompt,
      style_selections: [...styles],
      image_seed: seed,
      performance_selection: 'Lightning',
      aspect_ratios_selection: '128*128',
    })
    const plan = await expandPrompt(planTask(request, stickerModel, '0').images[0]!, expander, between)
    const encoded = await encodePrompt(plan, model, between)
    const picture = await generateImage(
      plan,
      { model, prompt: encoded },
      { onStep: () => {}, onDecode: () => {}, between },
    )
    disposePrompt(encoded)
    return { picture, plan }
  }
  const prompts = [
    ['rocket on navy background', ['Sticker Cartoon']],
    ['flat icon of pizza on teal background', []],
    ['unicorn', []],
  ] as const
  for (const [seed, [prompt, styles]] of prompts.entries()) {
    const plain = await draw(prompt, styles, seed)
    const expanded = await draw(prompt, ['Fooocus V2', ...styles], seed)
    expect(expanded.plan.positiveTexts).toHaveLength(plain.plan.positiveTexts.length + 1)
    // Another seed moves the whole picture by 5 to 65 of 255.
    expect(
      difference(plain.picture, expanded.picture, everywhere),
      expanded.plan.promptExpansion,
    ).toBeLessThan(4)
    expect(difference(plain.picture, expanded.picture, edge), expanded.plan.promptExpansion).toBeLessThan(8)
  }
  await runtime.dispose()
}, 120_000)
