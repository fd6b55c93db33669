import type { PixelImage, PixelSize } from '../../contract/image.ts'

/** What a byte's 0 … 255 is in planes: 0 … 1, or −1 … 1. */
export type PlaneRange = 'unit' | 'signed'

/**
 * A picture as networks take it: red, green and blue each on their own.
 *
 * @param image its alpha is ignored. Not modified
 * @returns 3 × height × width, row by row, owned by the caller
 */
export function toPlanes(image: PixelImage, range: PlaneRange): Float32Array<ArrayBuffer> {
  const count = image.width * image.height
  const planes = new Float32Array(3 * count)
  const values = Float32Array.from({ length: 256 }, (_, byte) =>
    range === 'unit' ? byte / 255 : Math.fround(byte / 255) * 2 - 1,
  )
  for (let colour = 0; colour < 3; colour++) {
    for (let pixel = 0; pixel < count; pixel++) {
      planes[colour * count + pixel] = values[image.data[pixel * 4 + colour]!]!
    }
  }
  return planes
}

/**
 * The picture that a network's planes show.
 *
 * @param planes 3 × height × width, row by row; what is out of range is clamped. Not modified
 * @returns opaque, in whole numbers cut off as Fooocus does. Owned by the caller
 * @see Fooocus pytorch_to_numpy
 */
export function fromPlanes(planes: Float32Array, size: PixelSize, range: PlaneRange): PixelImage {
  const count = size.width * size.height
  const data = new Uint8ClampedArray(count * 4)
  for (let pixel = 0; pixel < count; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      const value = planes[colour * count + pixel]!
      const unit = range === 'unit' ? value : Math.fround(value + 1) / 2
      // In 32 bits: in 64, most bytes of a picture that went through planes would come back one less.
      data[pixel * 4 + colour] = Math.trunc(Math.fround(unit * 255))
    }
    data[pixel * 4 + 3] = 255
  }
  return { width: size.width, height: size.height, data }
}
