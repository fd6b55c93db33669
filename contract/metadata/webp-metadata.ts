import { fourLettersAt, fromUint32le, hasTextAt, joinBytes, uint16le, uint32le } from './byte-fields.ts'
import type { Embedding, FoundText, WriteResult } from './embedding.ts'
import { parseExif, toExif } from './exif.ts'
import { toUtf8 } from './text-encodings.ts'

const HEAD_BYTES = 12
const FLAG = { exif: 0x08, alpha: 0x10 }
const EXIF_PREFIX = 'Exif\0\0'

interface Chunk {
  readonly type: string
  /** Where the next chunk starts. */
  readonly end: number
  readonly content: Uint8Array
}

/**
 * Puts an `EXIF` chunk into a WebP; one that is already there is replaced. A file of the simple layout gets the
 * extended header that metadata calls for, with the size and alpha bit taken from its pixels.
 *
 * @see RFC 9649, sections 2.7 and 3.4
 */
export function writeWebpMetadata(file: Uint8Array, embedding: Embedding): WriteResult {
  if (!isWebp(file)) return { kind: 'refused', reason: 'wrong-type' }
  const chunks = [...chunksOf(file)]
  const header = extendedHeader(chunks[0])
  // Chunks that end before the stated length mean that pixels or metadata are lost.
  if (!header || chunks.at(-1)?.end !== uint32le(file, 4) + HEAD_BYTES - 4) {
    return { kind: 'refused', reason: 'damaged' }
  }
  const kept = chunks.filter(({ type }) => type !== 'EXIF' && type !== 'VP8X')
  const [xmp, pixels] = [kept.filter(isXmp), kept.filter((chunk) => !isXmp(chunk))]
  const copyOf = ({ type, content }: Chunk) => toChunk(type, content)
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
  for (const { type, content } of chunksOf(file)) {
    if (type !== 'EXIF') continue
    const found = parseExif(
      hasTextAt(content, 0, EXIF_PREFIX) ? content.subarray(EXIF_PREFIX.length) : content,
    )
    if (found) return found
  }
  return null
}

const isWebp = (file: Uint8Array) => hasTextAt(file, 0, 'RIFF') && hasTextAt(file, 8, 'WEBP')

const isXmp = ({ type }: Chunk) => type === 'XMP '

/** Whole chunks in order, within the length that the file states; ends at the first that is cut. */
function* chunksOf(file: Uint8Array): Generator<Chunk> {
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

function toChunk(type: string, content: Uint8Array): Uint8Array {
  return joinBytes([toUtf8(type), fromUint32le(content.length), content, new Uint8Array(content.length % 2)])
}

/** Content of the `VP8X` chunk with the Exif flag set; `null` when the file starts with something unknown. */
function extendedHeader(first: Chunk | undefined): Uint8Array | null {
  if (!first) return null
  const { type, content } = first
  if (type === 'VP8X' && content.length >= 10) {
    const header = content.slice()
    header[0]! |= FLAG.exif
    return header
  }
  if (type === 'VP8 ' && content.length >= 10 && hasTextAt(content, 3, '\x9d\x01\x2a')) {
    // 14 bits each; the two above tell how to scale for display.
    return newHeader(FLAG.exif, uint16le(content, 6) & 0x3fff, uint16le(content, 8) & 0x3fff)
  }
  if (type === 'VP8L' && content.length >= 5 && content[0] === 0x2f) {
    // 14 bits width − 1, 14 bits height − 1, one bit for alpha, three for the version.
    const bits = uint32le(content, 1)
    const alpha = (bits >>> 28) & 1 ? FLAG.alpha : 0
    return newHeader(FLAG.exif | alpha, (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
  }
  return null
}

function newHeader(flags: number, width: number, height: number): Uint8Array | null {
  if (width < 1 || height < 1) return null
  const size = [width - 1, height - 1].map((side) => fromUint32le(side).subarray(0, 3))
  return joinBytes([Uint8Array.of(flags, 0, 0, 0), ...size])
}
