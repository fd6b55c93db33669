import { loadOnnxModel } from '../workers/models/load-onnx-model.ts'
import { latentLength } from '../workers/models/ports.ts'
import { createNativeRuntime } from '../workers/testing/native-runtime.ts'
import { openStickerFile } from '../workers/testing/sticker-files.ts'
import { stickerModel } from '../workers/testing/sticker-model.ts'

const SHAPE = { channels: 4, height: 16, width: 16 }

/**
 * What this machine can do at most: the same denoising network, both guidance rows in one call, in native
 * onnxruntime on the CPU.
 *
 * @returns milliseconds of each call, after three that do not count
 */
export async function measureNative(runs: number): Promise<readonly number[]> {
  const runtime = createNativeRuntime()
  const model = await loadOnnxModel({
    runtime,
    entry: stickerModel,
    openFile: openStickerFile,
    signal: new AbortController().signal,
    onActivity: () => {},
  })
  const condition = (text: string) => model.conditionOn({ texts: [text], clipSkip: 1 }, async () => {})
  const both = [await condition('a red apple'), await condition('')]
  const latent = new Float32Array(latentLength(SHAPE)).fill(0.1)
  const times: number[] = []
  for (let run = -3; run < runs; run++) {
    const from = performance.now()
    await model.predict(latent, SHAPE, 500, both)
    if (run >= 0) times.push(performance.now() - from)
  }
  for (const one of both) one.dispose()
  await model.dispose()
  await runtime.dispose()
  return times
}
