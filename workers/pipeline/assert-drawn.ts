import { AppError } from '../../contract/errors.ts'
import type { PixelImage } from '../../contract/image.ts'
import type { Latent, LatentShape } from '../models/ports.ts'

/** Two neighbouring levels of 256 count as one: truncation can tear apart what is equal. */
const ONE_LEVEL = 1
/**
 * Deviation over the cells of a channel, in model units, above which a latent is no plain picture. Models are trained
 * on latents whose channels deviate by about 1; those of plain pictures by a tenth of that, from noise and borders.
 */
const PLAIN_DEVIATION = 0.25

/**
 * Finds a decoder that lost the picture without running out of range, as a saturated one in 16 bits does: a single
 * colour where the latent is anything but plain. A plain picture of a plain latent is what was asked for.
 *
 * @param latent what `image` was decoded from, model units
 * @throws AppError `numerical_failure`
 */
export function assertDrawn(image: PixelImage, latent: Latent, shape: LatentShape): void {
  if (!isFlat(image) || deviationOf(latent, shape) <= PLAIN_DEVIATION) return
  throw new AppError('numerical_failure', 'the decoder gave one colour for a latent with content', {
    step: 'decode',
  })
}

function isFlat({ data }: PixelImage): boolean {
  for (let colour = 0; colour < 3; colour++) {
    let least = 255
    let most = 0
    for (let i = colour; i < data.length; i += 4) {
      least = Math.min(least, data[i]!)
      most = Math.max(most, data[i]!)
      if (most - least > ONE_LEVEL) return false
    }
  }
  return true
}

/** The largest standard deviation of a channel over its cells. */
function deviationOf(latent: Latent, { channels, height, width }: LatentShape): number {
  const cells = height * width
  const deviations = Array.from({ length: channels }, (_, channel) => {
    const plane = latent.subarray(channel * cells, (channel + 1) * cells)
    const mean = plane.reduce((sum, value) => sum + value, 0) / cells
    return Math.sqrt(plane.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cells)
  })
  return Math.max(...deviations)
}
