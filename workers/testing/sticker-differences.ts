import { findLora, modelLoras } from '../../contract/lora.ts'
import { loadOnnxModel, type OpenModelFile } from '../models/load-onnx-model.ts'
import { latentLength } from '../models/ports.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { recordedRuntime } from './recorded-runtime.ts'
import { stickerModel } from './sticker-model.ts'
import type { StickerVectors } from './sticker-vectors.ts'
import { difference, wave } from './waves.ts'

const never = new AbortController().signal
const between = async () => {}

/**
 * Sends the vectors' inputs through the built-in model as the product loads it, files, tokenizer and widening included.
 *
 * @returns for each output the largest difference from what the trained modules gave
 */
export async function stickerDifferences(
  runtime: Runtime,
  openFile: OpenModelFile,
  vectors: StickerVectors,
): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  const { recording, last } = recordedRuntime(runtime)
  const { channels, downscale, scale } = stickerModel.spec.latent
  const shapeOf = ([width, height]: readonly [number, number]) => ({
    channels,
    height: height / downscale,
    width: width / downscale,
  })
  const parts = { signal: never, onActivity: () => {} }
  const model = await loadOnnxModel({ ...parts, runtime: recording, entry: stickerModel, openFile })
  const contexts = async () => {
    const made = []
    for (const [row, caption] of vectors.captions.entries()) {
      made.push(await model.conditionOn({ texts: [caption], clipSkip: 1 }, between))
      found[`context ${row}`] = difference(last.get('last_hidden_state')!, vectors.context[row]!)
    }
    return made
  }
  const predict = async (
    name: string,
    size: readonly [number, number],
    wanted: StickerVectors['context'],
  ) => {
    const on = await contexts()
    const shape = shapeOf(size)
    const rows = await model.predict(wave(latentLength(shape)), shape, vectors.timestep, on)
    rows.forEach((row, at) => (found[`${name}, row ${at}`] = difference(row, wanted[at]!)))
    for (const one of on) one.dispose()
  }
  for (const { size, rows } of vectors.v) await predict(`v at ${size.join('×')}`, size, rows)
  const square = shapeOf(vectors.v[0]!.size)
  const latent = wave(latentLength(square)).map((value) => value * scale)
  await model.decode(latent, square)
  found.decoded = difference(last.get('sample')!, vectors.decoded)
  for (const { file, v } of vectors.loras) {
    const lora = findLora(file, modelLoras(stickerModel))!
    await model.useLoras([{ ...lora, weight: 1 }], parts)
    await predict(`v with ${lora.name}`, vectors.v[0]!.size, v)
  }
  await model.dispose()
  const [width, height] = vectors.v[0]!.size
  const encoder = await runtime.createGraph(
    await openFile(stickerModel, 'vae_encoder', { signal: never, onProgress: () => {} }),
  )
  const sample = { dims: [1, 3, height, width], data: wave(3 * height * width) }
  found.encoded = difference(await encoder.run({ sample }, 'latent_sample'), vectors.encoded)
  await encoder.release()
  return found
}
