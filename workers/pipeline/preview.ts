import type { PixelImage } from '../../contract/image.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { Latent, LatentShape } from '../models/ports.ts'

/**
 * A rough picture of a latent: one pixel a cell, by a linear map from latent channels to RGB. Cheap enough for
 * every step.
 *
 * @param latent model units; not modified
 * @returns an opaque picture of `shape.width` × `shape.height` pixels
 */
export function previewOf(
  latent: Latent,
  shape: LatentShape,
  { factors, bias }: ModelSpec['preview'],
): PixelImage {
  const cells = shape.width * shape.height
  const data = new Uint8ClampedArray(cells * 4)
  for (let cell = 0; cell < cells; cell++) {
    for (let colour = 0; colour < 3; colour++) {
      let value = bias[colour]!
      for (let channel = 0; channel < shape.channels; channel++) {
        value += latent[channel * cells + cell]! * factors[channel]![colour]!
      }
      // −1…1 to 0…255; the clamped array rounds and clamps.
      data[cell * 4 + colour] = (value + 1) * 127.5
    }
    data[cell * 4 + 3] = 255
  }
  return { width: shape.width, height: shape.height, data }
}
