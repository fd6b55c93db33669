import { hasTextAt, joinBytes } from './byte-fields.ts'
import type { Embedding, FoundText, WriteResult } from './embedding.ts'
import { parseExif, toExif } from './exif.ts'
import { JPEG_MARKER, JPEG_START, jpegSegments, type JpegSegment } from './jpeg-segments.ts'
import { foldToAscii, toUtf8 } from './text-encodings.ts'

const EXIF_PREFIX = 'Exif\0\0'
/** A segment states its length in 16 bits, and counts those in. */
const MAX_CONTENT_BYTES = 65_533

/**
 * Puts an Exif segment into a JPEG, behind the leading JFIF segments; one that is already there is replaced. When
 * the text fits only once and is pure ASCII, the standard's copy is left out; nothing is ever cut.
 */
export function writeJpegMetadata(file: Uint8Array, embedding: Embedding): WriteResult {
  if (!hasTextAt(file, 0, JPEG_START)) return { kind: 'refused', reason: 'wrong-type' }
  const isAscii = foldToAscii(embedding.text) === embedding.text
  const both = exifContent(embedding, 'both')
  const content = both.length > MAX_CONTENT_BYTES && isAscii ? exifContent(embedding, 'plain') : both
  if (content.length > MAX_CONTENT_BYTES) {
    const neededBytes = content.length
    return { kind: 'refused', reason: 'too-large', neededBytes, limitBytes: MAX_CONTENT_BYTES }
  }
  const length = content.length + 2
  const exif = joinBytes([Uint8Array.of(0xff, JPEG_MARKER.app1, length >> 8, length), content])
  return insertSegment(file, exif)
}

/**
 * Reads the Exif segment of a JPEG.
 *
 * @param file from anywhere, whole or not
 */
export function readJpegMetadata(file: Uint8Array): FoundText | null {
  for (const segment of jpegSegments(file)) {
    if (!isExif(file, segment)) continue
    const found = parseExif(file.subarray(segment.start + 4 + EXIF_PREFIX.length, segment.end))
    if (found) return found
  }
  return null
}

const exifContent = (embedding: Embedding, copies: 'both' | 'plain') =>
  joinBytes([toUtf8(EXIF_PREFIX), toExif(embedding, copies)])

function insertSegment(file: Uint8Array, exif: Uint8Array): WriteResult {
  const leading: Uint8Array[] = [file.subarray(0, JPEG_START.length)]
  const others: Uint8Array[] = []
  for (const segment of jpegSegments(file)) {
    if (segment.marker === JPEG_MARKER.startOfScan) {
      const parts = [...leading, exif, ...others, file.subarray(segment.start)]
      return { kind: 'written', file: joinBytes(parts) }
    }
    if (isExif(file, segment)) continue
    const isLeading = segment.marker === JPEG_MARKER.app0 && others.length === 0
    ;(isLeading ? leading : others).push(file.subarray(segment.start, segment.end))
  }
  return { kind: 'refused', reason: 'damaged' }
}

const isExif = (file: Uint8Array, segment: JpegSegment) =>
  segment.marker === JPEG_MARKER.app1 && hasTextAt(file, segment.start + 4, EXIF_PREFIX)
