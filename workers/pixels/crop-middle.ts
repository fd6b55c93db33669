import type { PixelImage, PixelSize } from '../../contract/image.ts'

/**
 * The middle part of a picture.
 *
 * @param size at most the picture's own
 * @returns the same object where nothing is cut off
 */
export function cropMiddle(image: PixelImage, { width, height }: PixelSize): PixelImage {
  if (image.width === width && image.height === height) return image
  const left = Math.floor((image.width - width) / 2)
  const top = Math.floor((image.height - height) / 2)
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * 4
    data.set(image.data.subarray(from, from + width * 4), y * width * 4)
  }
  return { width, height, data }
}
