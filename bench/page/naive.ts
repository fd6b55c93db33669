import * as ort from 'onnxruntime-web/wasm'
import { parseTensorIndex } from '../../workers/lora/tensor-index.ts'
import { widenWeights } from '../../workers/lora/widen-weights.ts'
import { createNeutralInputs } from '../../workers/models/neutral-inputs.ts'
import { stickerModel } from '../../workers/testing/sticker-model.ts'

/** What a naive run took, in milliseconds. */
export interface NaiveTimes {
  readonly loadMs: number
  readonly imageMs: number
  readonly stepMs: number
}

const STICKER = '/models/sticker/'
/** Token ids of "a red apple" and of nothing; a naive program has them too, so tokenizing is left out on both sides. */
type Ids = readonly number[]

/**
 * What a first version looks like, as the public demos have it: each file fetched whole, sessions with default settings, tensors made anew at every step, one call for the prompt and one for the negative prompt.
 *
 * @returns a function that draws one picture with Euler steps and returns what it took
 */
export async function createNaive(sigmas: readonly number[], timesteps: readonly number[]) {
  const started = performance.now()
  ort.env.wasm.wasmPaths = new URL('/ort/', location.href).href
  const session = async (file: string, externalData: ort.ExternalDataFileDescription[] = []) => {
    const bytes = await (await fetch(`${STICKER}${file}/model.onnx`)).arrayBuffer()
    return ort.InferenceSession.create(bytes, { executionProviders: ['wasm'], externalData })
  }
  const weights = async (file: string) => {
    const packed = await (await fetch(`${STICKER}${file}/weights.bin`)).blob()
    const index = parseTensorIndex(await (await fetch(`${STICKER}${file}/tensors.json`)).text(), packed.size)
    const wide = await widenWeights(packed, index, new AbortController().signal)
    return [{ path: 'weights.bin', data: new Uint8Array(await wide.arrayBuffer()) }]
  }
  const textEncoder = await session('text_encoder', await weights('text_encoder'))
  const unet = await session('unet', await weights('unet'))
  const decoder = await session('vae_decoder')
  const loadMs = performance.now() - started

  const inputs = unet.inputNames.map((name) => ({ name, type: 'float32' as const, dims: [] }))
  const neutral = Object.entries(createNeutralInputs(inputs, stickerModel.spec)(1))

  const encode = async (ids: Ids) => {
    const input = new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])
    return (await textEncoder.run({ input_ids: input }))['last_hidden_state']!.data as Float32Array
  }
  const predict = async (x: Float32Array, timestep: number, context: Float32Array) => {
    const feeds = {
      ...Object.fromEntries(
        neutral.map(([name, { dims, data }]) => [
          name,
          new ort.Tensor('float32', data as Float32Array, dims),
        ]),
      ),
      sample: new ort.Tensor('float32', Float32Array.from(x), [1, 4, 16, 16]),
      timestep: new ort.Tensor('float32', [timestep], [1]),
      encoder_hidden_states: new ort.Tensor('float32', Float32Array.from(context), [
        1,
        context.length / 128,
        128,
      ]),
    }
    return (await unet.run(feeds))['out_sample']!.data as Float32Array
  }

  return async (noise: Float32Array, prompt: Ids, nothing: Ids, scale: number): Promise<NaiveTimes> => {
    const from = performance.now()
    const wanted = await encode(prompt)
    const unwanted = await encode(nothing)
    let x = noise.map((value) => value * Math.sqrt(1 + sigmas[0]! ** 2))
    const stepsFrom = performance.now()
    for (let step = 0; step + 1 < sigmas.length; step++) {
      const sigma = sigmas[step]!
      const next = sigmas[step + 1]!
      const input = x.map((value) => value / Math.sqrt(sigma ** 2 + 1))
      const positive = await predict(input, timesteps[step]!, wanted)
      const negative = await predict(input, timesteps[step]!, unwanted)
      const v = positive.map((value, i) => negative[i]! + scale * (value - negative[i]!))
      const denoised = x.map(
        (value, i) => value / (sigma ** 2 + 1) - (sigma * v[i]!) / Math.sqrt(sigma ** 2 + 1),
      )
      x = x.map((value, i) => value + ((value - denoised[i]!) / sigma) * (next - sigma))
    }
    const stepMs = (performance.now() - stepsFrom) / (sigmas.length - 1)
    await decoder.run({
      latent_sample: new ort.Tensor(
        'float32',
        x.map((value) => value / stickerModel.spec.latent.scale),
        [1, 4, 16, 16],
      ),
    })
    return { loadMs, imageMs: performance.now() - from, stepMs }
  }
}
