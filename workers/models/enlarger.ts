import { AppError } from '../../contract/errors.ts'
import type { PixelImage } from '../../contract/image.ts'
import { firstNonFinite } from '../math/vector.ts'
import { fromPlanes, toPlanes } from '../pixels/planes.ts'
import { countTiles, scaleInTiles } from '../pixels/scale-in-tiles.ts'
import type { Graph } from '../runtime/runtime.ts'
import { openFiles } from './open-files.ts'
import type { LoadToolParts } from './load-tool-parts.ts'
import type { Enlarger } from './ports.ts'

/** How much the networks enlarge, each way. */
const FACTOR = { upscaler_2x: 2, upscaler_4x: 4 } as const

/** Smaller than Fooocus' 512, so that a stop is heard sooner; what is cut in tiles looks the same. */
const TILE = { width: 256, height: 256 }
const OVERLAP = 32

/**
 * Fetches and loads a network that enlarges pictures.
 *
 * @throws Cancelled when the signal aborts; AppError from fetching or the device. Nothing stays loaded after a throw
 */
export async function loadEnlarger(parts: LoadToolParts, role: keyof typeof FACTOR): Promise<Enlarger> {
  const files = await openFiles(parts.entry, [role], parts.openFile, parts)
  const graph = await parts.runtime.createGraph(files.get(role))
  return {
    enlarge: (image, onTile) => enlarge(graph, image, FACTOR[role], onTile),
    dispose: () => graph.release(),
  }
}

/** @see Wang et al. 2018, arXiv:1809.00219 (ESRGAN): pixels in 0…1 → upscaled */
async function enlarge(
  graph: Graph,
  image: PixelImage,
  factor: number,
  onTile: (tile: number, tiles: number) => Promise<void>,
): Promise<PixelImage> {
  const { width, height } = image
  const tiles = countTiles({ width, height, tile: TILE, overlap: OVERLAP })
  let tile = 0
  const planes = await scaleInTiles({
    input: toPlanes(image, 'unit'),
    channels: 3,
    width,
    height,
    outputChannels: 3,
    scale: factor,
    tile: TILE,
    overlap: OVERLAP,
    run: async (data, size) => {
      await onTile(++tile, tiles)
      return graph.run({ pixels: { dims: [1, 3, size.height, size.width], data } }, 'upscaled')
    },
  })
  if (firstNonFinite(planes) !== -1) {
    throw new AppError('numerical_failure', 'the enlarger gave numbers out of range', { step: 'enlarge' })
  }
  return fromPlanes(planes, { width: width * factor, height: height * factor }, 'unit')
}
