import { expect, it } from 'vitest'
import type { Graph } from '../runtime/runtime.ts'
import { decodeLatent } from './onnx-vae.ts'

const LATENT = { channels: 4, downscale: 8, scale: 2 }

/** A decoder that paints each cell's first channel on all its pixels, and the sizes it was asked for. */
function createPainter() {
  const asked: (readonly number[])[] = []
  const run: Graph['run'] = (feeds) => {
    const { dims, data } = feeds['latent_sample'] as { dims: readonly number[]; data: Float32Array }
    asked.push(dims.slice(2))
    const [height, width] = [dims[2]! * 8, dims[3]! * 8]
    const plane = Float32Array.from({ length: height * width }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)]
      return data[Math.floor(y / 8) * dims[3]! + Math.floor(x / 8)]!
    })
    return Promise.resolve(Float32Array.from([...plane, ...plane, ...plane]))
  }
  return { asked, graph: { run } as Graph }
}

const latentOf = (height: number, width: number) => {
  const cells = height * width
  return Float32Array.from({ length: 4 * cells }, (_, i) => (((i % cells) % 97) / 97) * 3 - 1.5)
}

/** What the first channel of a cell is as a byte. */
const byteOf = (value: number) => Math.trunc(((value / LATENT.scale + 1) / 2) * 255)

it.each([
  [24, 16, 1],
  [160, 160, 1],
  [170, 168, 16],
])('decodes %d×%d cells in %d calls, and cell by cell the same', async (height, width, calls) => {
  const { asked, graph } = createPainter()
  const latent = latentOf(height, width)
  const image = await decodeLatent(graph, latent, { channels: 4, height, width }, LATENT)
  expect([image.height, image.width]).toEqual([height * 8, width * 8])
  expect(asked).toHaveLength(calls)
  if (calls > 1) expect(Math.max(...asked.flat())).toBe(64)
  for (let cell = 0; cell < height * width; cell += 101) {
    const [x, y] = [(cell % width) * 8 + 3, Math.floor(cell / width) * 8 + 5]
    const byte = image.data[(y * image.width + x) * 4]!
    expect(Math.abs(byte - byteOf(latent[cell]!))).toBeLessThanOrEqual(1)
  }
})

it('refuses numbers out of range', async () => {
  const graph = { run: () => Promise.resolve(new Float32Array(3 * 64).fill(Number.NaN)) } as unknown as Graph
  const decoding = decodeLatent(graph, new Float32Array(4), { channels: 4, height: 1, width: 1 }, LATENT)
  await expect(decoding).rejects.toMatchObject({ code: 'numerical_failure' })
})
