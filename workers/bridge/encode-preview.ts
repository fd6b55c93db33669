import type { PixelImage } from '../../contract/image.ts'
import { MAX_PREVIEW_BYTES } from './previews.ts'

/** Each try is drawn at this part of the one before. */
const SMALLER = 0.7
const TRIES = 6

/**
 * A preview as a small PNG, which is what FooocusAPI's clients expect; drawn smaller where it is larger than wanted or
 * its file too long.
 *
 * @param side the longest side, in pixels
 * @returns null when it is too long even as a thumbnail
 */
export async function encodePreview(
  image: PixelImage,
  side: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const canvas = drawn(image)
  let scale = Math.min(1, side / Math.max(image.width, image.height))
  for (let tried = 0; tried < TRIES; tried++) {
    const small = scale === 1 ? canvas : shrunk(canvas, scale)
    const blob = await small.convertToBlob({ type: 'image/png' })
    if (blob.size <= MAX_PREVIEW_BYTES) return new Uint8Array(await blob.arrayBuffer())
    scale *= SMALLER
  }
  return null
}

function drawn({ width, height, data }: PixelImage): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0)
  return canvas
}

function shrunk(canvas: OffscreenCanvas, scale: number): OffscreenCanvas {
  const width = Math.max(1, Math.round(canvas.width * scale))
  const height = Math.max(1, Math.round(canvas.height * scale))
  const small = new OffscreenCanvas(width, height)
  small.getContext('2d')?.drawImage(canvas, 0, 0, width, height)
  return small
}
