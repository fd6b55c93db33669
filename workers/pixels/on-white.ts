import type { PixelImage } from '../../contract/image.ts'

/**
 * Lays a picture on white paper, to the bytes that Fooocus gives: in 32-bit numbers, cut off and not rounded.
 *
 * @param image alpha not premultiplied. Not modified
 * @returns an opaque picture; `image` itself where it is opaque already
 * @see Fooocus HWC3
 */
export function onWhite(image: PixelImage): PixelImage {
  if (isOpaque(image)) return image
  const data = new Uint8ClampedArray(image.data.length)
  for (let at = 0; at < data.length; at += 4) {
    const alpha = Math.fround(image.data[at + 3]! / 255)
    const white = Math.fround(255 * Math.fround(1 - alpha))
    for (let i = at; i < at + 3; i++) {
      data[i] = Math.trunc(Math.fround(Math.fround(image.data[i]! * alpha) + white))
    }
    data[at + 3] = 255
  }
  return { width: image.width, height: image.height, data }
}

function isOpaque({ data }: PixelImage): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}
