import type { PixelImage } from '../../contract/image.ts'
import { MAX_PREVIEW_BYTES } from './previews.ts'

const QUALITIES = [0.8, 0.5, 0.25]

/**
 * A preview as a small JPEG, drawn smaller where it is larger than wanted and coarser where it is still too long.
 *
 * @param side the longest side, in pixels
 * @returns null when even the coarsest is too long
 */
export async function encodePreview(
  image: PixelImage,
  side: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const scale = Math.min(1, side / Math.max(image.width, image.height))
  const canvas = drawn(image)
  const small = scale === 1 ? canvas : shrunk(canvas, scale)
  for (const quality of QUALITIES) {
    const blob = await small.convertToBlob({ type: 'image/jpeg', quality })
    if (blob.size <= MAX_PREVIEW_BYTES) return new Uint8Array(await blob.arrayBuffer())
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
