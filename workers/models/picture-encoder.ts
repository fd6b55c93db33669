import type { PixelImage } from '../../contract/image.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import { AppError } from '../../contract/errors.ts'
import { firstNonFinite } from '../math/vector.ts'
import { toPlanes } from '../pixels/planes.ts'
import { scaleInTiles } from '../pixels/scale-in-tiles.ts'
import type { Graph } from '../runtime/runtime.ts'
import type { LoadToolParts } from './load-tool-parts.ts'
import { openFiles } from './open-files.ts'
import type { PictureEncoder } from './ports.ts'

/** As Fooocus encodes what it has enlarged, in pixels. */
const TILE = { width: 512, height: 512 }
const OVERLAP = 64

/**
 * Fetches and loads the part of a model that turns pictures into latents.
 *
 * @throws Cancelled when the signal aborts; AppError from fetching or the device. Nothing stays loaded after a throw
 */
export async function loadPictureEncoder(parts: LoadToolParts): Promise<PictureEncoder> {
  const { runtime, entry, openFile } = parts
  const files = await openFiles(entry, ['vae_encoder'], openFile, parts)
  const graph = await runtime.createGraph(files.get('vae_encoder'))
  return {
    encode: (image, between) => encodePicture(graph, image, entry.spec.latent, between),
    dispose: () => graph.release(),
  }
}

/**
 * @see diffusers AutoencoderKL encoder: sample in −1…1 → latent_sample, in VAE units
 */
async function encodePicture(
  graph: Graph,
  image: PixelImage,
  { channels, downscale, scale }: ModelSpec['latent'],
  between: () => Promise<void>,
): Promise<Float32Array<ArrayBuffer>> {
  const latent = await scaleInTiles({
    input: toPlanes(image, 'signed'),
    channels: 3,
    width: image.width,
    height: image.height,
    outputChannels: channels,
    scale: 1 / downscale,
    tile: TILE,
    overlap: OVERLAP,
    run: async (data, { width, height }) => {
      await between()
      return graph.run({ sample: { dims: [1, 3, height, width], data } }, 'latent_sample')
    },
  })
  if (firstNonFinite(latent) !== -1) {
    throw new AppError('numerical_failure', 'the encoder gave numbers out of range', { step: 'encode' })
  }
  return latent.map((value) => value * scale)
}
