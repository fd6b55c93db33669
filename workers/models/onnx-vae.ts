import { AppError } from '../../contract/errors.ts'
import type { PixelImage } from '../../contract/image.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import { firstNonFinite } from '../math/vector.ts'
import { fromPlanes } from '../pixels/planes.ts'
import { scaleInTiles } from '../pixels/scale-in-tiles.ts'
import type { Graph } from '../runtime/runtime.ts'
import type { Latent, LatentShape } from './ports.ts'

/** Latents of more cells are decoded in tiles: 1280×1280 pixels for most models. */
const LARGEST_WHOLE = 160 * 160
const TILE = { width: 64, height: 64 }
const OVERLAP = 16

/**
 * Decodes a latent into a picture, a large one in overlapping tiles, since a decoder needs memory for hundreds of numbers
 * for each pixel.
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
  const { channels, width, height } = shape
  const isLarge = width * height > LARGEST_WHOLE
  const sample = await scaleInTiles({
    input: latent.map((value) => value / scale),
    channels,
    width,
    height,
    outputChannels: 3,
    scale: downscale,
    tile: isLarge ? TILE : { width, height },
    overlap: OVERLAP,
    run: (data, size) =>
      graph.run({ latent_sample: { dims: [1, channels, size.height, size.width], data } }, 'sample'),
  })
  if (firstNonFinite(sample) !== -1) {
    throw new AppError('numerical_failure', 'the decoder gave numbers out of range', { step: 'decode' })
  }
  return fromPlanes(sample, { width: width * downscale, height: height * downscale }, 'signed')
}
