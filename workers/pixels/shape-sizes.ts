import type { PixelSize } from '../../contract/image.ts'
import { roundHalfEven } from '../math/round-half-even.ts'

/** Fooocus gives up after so many corrections and takes what it has. */
const MOST_CORRECTIONS = 256

/**
 * The side of the square that has a picture's area, up to the next multiple of the grain.
 *
 * @param grain in pixels, ≥ 1; Fooocus has 64
 * @see Fooocus get_shape_ceil
 */
export function shapeCeil({ width, height }: PixelSize, grain: number): number {
  return Math.ceil(Math.sqrt(height * width) / grain) * grain
}

/**
 * The size in which a picture has about the area of a square, its proportions about kept.
 *
 * @param shape side of that square in pixels, a multiple of the grain; others are never met
 * @param grain in pixels, ≥ 1; Fooocus has 64
 * @returns both sides multiples of the grain, one grain at least (Fooocus fails there); `size` itself, whatever its
 *          sides, where it has that area already. Proportions beyond 8 : 1 come out much larger than `shape`
 * @see Fooocus set_image_shape_ceil
 */
export function sizeForShape(size: PixelSize, shape: number, grain: number): PixelSize {
  let { width, height } = size
  for (let i = 0; i < MOST_CORRECTIONS; i++) {
    const current = shapeCeil({ width, height }, grain)
    if (current === shape) break
    // From the rounded sides, not from the original ones: Fooocus' results depend on it.
    const factor = shape / current
    height = Math.max(1, roundHalfEven((height * factor) / grain)) * grain
    width = Math.max(1, roundHalfEven((width * factor) / grain)) * grain
  }
  return width === size.width && height === size.height ? size : { width, height }
}
