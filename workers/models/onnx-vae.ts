import { AppError } from '../../contract/errors.ts'
import type { PixelImage } from '../../contract/image.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import { firstNonFinite } from '../math/vector.ts'
import type { Graph } from '../runtime/runtime.ts'
import type { Latent, LatentShape } from './ports.ts'

/**
 * Decodes a latent into a picture.
 *
 * @param latent model units; divided by the model's scale here and nowhere else
 * @throws AppError `numerical_failure` when the decoder runs out of range
 * @returns opaque RGBA, truncated to whole numbers as Fooocus does
 * @see diffusers AutoencoderKL decoder: latent_sample → sample in −1…1
 */
export async function decodeLatent(
  graph: Graph,
  latent: Latent,
  shape: LatentShape,
  { scale, downscale }: ModelSpec['latent'],
): Promise<PixelImage> {
  const sample = await graph.run(
    {
      latent_sample: {
        dims: [1, shape.channels, shape.height, shape.width],
        data: latent.map((value) => value / scale),
      },
    },
    'sample',
  )
  if (firstNonFinite(sample) !== -1) {
    throw new AppError('numerical_failure', 'the decoder gave numbers out of range', { step: 'decode' })
  }
  return toPixels(sample, shape.width * downscale, shape.height * downscale)
}

/** Planes of red, green and blue in −1…1 to interleaved bytes. */
function toPixels(planes: Float32Array, width: number, height: number): PixelImage {
  const count = width * height
  const data = new Uint8ClampedArray(count * 4)
  for (let pixel = 0; pixel < count; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      const value = ((planes[colour * count + pixel]! + 1) / 2) * 255
      data[pixel * 4 + colour] = Math.trunc(Math.min(255, Math.max(0, value)))
    }
    data[pixel * 4 + 3] = 255
  }
  return { width, height, data }
}
