import type { PixelSize } from '../image.ts'
import { fourLettersAt, hasTextAt, uint16le, uint32le } from './byte-fields.ts'

const HEAD_BYTES = 12

/** A chunk of a WebP. */
export interface WebpChunk {
  readonly type: string
  /** Where the next chunk starts. */
  readonly end: number
  readonly content: Uint8Array
}

/** Whether a file says that it is a WebP. */
export const isWebp = (file: Uint8Array) => hasTextAt(file, 0, 'RIFF') && hasTextAt(file, 8, 'WEBP')

/** Whole chunks in order, within the length that the file states; ends at the first that is cut. */
export function* webpChunks(file: Uint8Array): Generator<WebpChunk> {
  if (!isWebp(file)) return
  const limit = Math.min(file.length, uint32le(file, 4) + 8)
  let start = HEAD_BYTES
  while (start + 8 <= limit) {
    const length = uint32le(file, start + 4)
    if (start + 8 + length > limit) return
    // Some writers forget the padding of the last chunk.
    const end = Math.min(start + 8 + length + (length % 2), limit)
    const content = file.subarray(start + 8, start + 8 + length)
    yield { type: fourLettersAt(file, start), end, content }
    start = end
  }
}

/**
 * The size of the pixels in a `VP8 ` or `VP8L` chunk, from the head of its bit stream.
 *
 * @see RFC 9649, sections 2.5 and 2.6
 */
export function webpFrame({ type, content }: WebpChunk): (PixelSize & { hasAlpha: boolean }) | null {
  if (type === 'VP8 ' && content.length >= 10 && hasTextAt(content, 3, '\x9d\x01\x2a')) {
    // 14 bits each; the two above tell how to scale for display.
    const [width, height] = [uint16le(content, 6) & 0x3fff, uint16le(content, 8) & 0x3fff]
    return width < 1 || height < 1 ? null : { width, height, hasAlpha: false }
  }
  if (type === 'VP8L' && content.length >= 5 && content[0] === 0x2f) {
    // 14 bits width − 1, 14 bits height − 1, one bit for alpha, three for the version.
    const bits = uint32le(content, 1)
    const hasAlpha = ((bits >>> 28) & 1) === 1
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, hasAlpha }
  }
  return null
}
