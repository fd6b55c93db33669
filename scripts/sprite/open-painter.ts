import type { PixelImage } from '../../contract/image.ts'
import { parseRequest } from '../../contract/parse-request.ts'
import type { GenerationRequestInput } from '../../contract/request.ts'
import { loadOnnxModel } from '../../workers/models/load-onnx-model.ts'
import { disposePrompt, encodePrompt } from '../../workers/pipeline/encode-prompt.ts'
import { generateImage } from '../../workers/pipeline/generate.ts'
import { planTask } from '../../workers/planning/plan-task.ts'
import { createNativeRuntime } from '../../workers/testing/native-runtime.ts'
import { openStickerFile } from '../../workers/testing/sticker-files.ts'
import { stickerModel } from '../../workers/testing/sticker-model.ts'

/** Draws pictures with the built-in model. */
export interface Painter {
  /** One square picture of 128 pixels a side. */
  draw(input: GenerationRequestInput): Promise<PixelImage>
  close(): Promise<void>
}

/** Loads the built-in model into native onnxruntime; it draws what the page would draw. */
export async function openPainter(): Promise<Painter> {
  const how = { signal: new AbortController().signal, onActivity: () => undefined }
  const watcher = { onStep: () => undefined, onDecode: () => undefined, between: () => Promise.resolve() }
  const runtime = createNativeRuntime()
  const model = await loadOnnxModel({ runtime, entry: stickerModel, openFile: openStickerFile, ...how })
  return {
    draw: async (input) => {
      const request = parseRequest({ aspect_ratios_selection: '128*128', image_number: 1, ...input })
      const { images, loras } = planTask(request, stickerModel, '0')
      await model.useLoras(loras, how)
      const prompt = await encodePrompt(images[0]!, model, watcher.between)
      try {
        return await generateImage(images[0]!, { model, prompt }, watcher)
      } finally {
        disposePrompt(prompt)
      }
    },
    close: async () => {
      await model.dispose()
      await runtime.dispose()
    },
  }
}
