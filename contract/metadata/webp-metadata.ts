import type { PixelSize } from '../image.ts'
import { fromUint32le, hasTextAt, joinBytes, uint32le } from './byte-fields.ts'
import type { Embedding, FoundText, WriteResult } from './embedding.ts'
import { parseExif, toExif } from './exif.ts'
import { toUtf8 } from './text-encodings.ts'
import { isWebp, webpChunks, webpFrame, type WebpChunk } from './webp-chunks.ts'

const FLAG = { exif: 0x08, alpha: 0x10 }
const EXIF_PREFIX = 'Exif\0\0'

/**
 * Puts an `EXIF` chunk into a WebP; one that is already there is replaced. A file of the simple layout gets the
 * extended header that metadata calls for, with the size and alpha bit taken from its pixels.
 *
 * @see RFC 9649, sections 2.7 and 3.4
 */
export function writeWebpMetadata(file: Uint8Array, embedding: Embedding): WriteResult {
  if (!isWebp(file)) return { kind: 'refused', reason: 'wrong-type' }
  const chunks = [...webpChunks(file)]
  const header = extendedHeader(chunks[0])
  // Chunks that end before the stated length mean that pixels or metadata are lost.
  if (!header || chunks.at(-1)?.end !== uint32le(file, 4) + 8) {
    return { kind: 'refused', reason: 'damaged' }
  }
  const kept = chunks.filter(({ type }) => type !== 'EXIF' && type !== 'VP8X')
  const [xmp, pixels] = [kept.filter(isXmp), kept.filter((chunk) => !isXmp(chunk))]
  const copyOf = ({ type, content }: WebpChunk) => toChunk(type, content)
  const body = joinBytes([
    toUtf8('WEBP'),
    toChunk('VP8X', header),
    ...pixels.map(copyOf),
    toChunk('EXIF', toExif(embedding, 'both')),
    ...xmp.map(copyOf),
  ])
  return { kind: 'written', file: joinBytes([toUtf8('RIFF'), fromUint32le(body.length), body]) }
}

/**
 * Reads the `EXIF` chunk of a WebP, with or without the prefix that belongs into JPEG only.
 *
 * @param file from anywhere, whole or not
 */
export function readWebpMetadata(file: Uint8Array): FoundText | null {
  for (const { type, content } of webpChunks(file)) {
    if (type !== 'EXIF') continue
    const found = parseExif(
      hasTextAt(content, 0, EXIF_PREFIX) ? content.subarray(EXIF_PREFIX.length) : content,
    )
    if (found) return found
  }
  return null
}

const isXmp = ({ type }: WebpChunk) => type === 'XMP '

function toChunk(type: string, content: Uint8Array): Uint8Array {
  return joinBytes([toUtf8(type), fromUint32le(content.length), content, new Uint8Array(content.length % 2)])
}

/** Content of the `VP8X` chunk with the Exif flag set; `null` when the file starts with something unknown. */
function extendedHeader(first: WebpChunk | undefined): Uint8Array | null {
  if (!first) return null
  const { type, content } = first
  if (type === 'VP8X' && content.length >= 10) {
    const header = content.slice()
    header[0]! |= FLAG.exif
    return header
  }
  const frame = webpFrame(first)
  return frame && newHeader(FLAG.exif | (frame.hasAlpha ? FLAG.alpha : 0), frame)
}

function newHeader(flags: number, { width, height }: PixelSize): Uint8Array {
  const size = [width - 1, height - 1].map((side) => fromUint32le(side).subarray(0, 3))
  return joinBytes([Uint8Array.of(flags, 0, 0, 0), ...size])
}
