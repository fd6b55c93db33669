import { readFile } from 'node:fs/promises'
import { InferenceSession, Tensor } from 'onnxruntime-node'

/**
 * What this machine can do at most: the same denoising network, both guidance rows in one call, in native
 * onnxruntime on the CPU.
 *
 * @returns milliseconds of each call, after three that do not count
 */
export async function measureNative(runs: number): Promise<readonly number[]> {
  const session = await InferenceSession.create(await readFile('public/models/sticker/unet/model.onnx'))
  const filled = (length: number, dims: number[]) =>
    new Tensor('float32', new Float32Array(length).fill(0.1), dims)
  const feeds = {
    sample: filled(2 * 4 * 16 * 16, [2, 4, 16, 16]),
    timestep: new Tensor('float32', Float32Array.of(500), [1]),
    encoder_hidden_states: filled(2 * 16 * 128, [2, 16, 128]),
  }
  const times: number[] = []
  for (let run = -3; run < runs; run++) {
    const from = performance.now()
    await session.run(feeds)
    if (run >= 0) times.push(performance.now() - from)
  }
  await session.release()
  return times
}
