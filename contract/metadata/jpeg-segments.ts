import { hasTextAt, uint16be } from './byte-fields.ts'

/** The first bytes of every JPEG, as Latin-1. */
export const JPEG_START = '\xff\xd8'

/** Second byte of the markers that we look at. */
export const JPEG_MARKER = { startOfScan: 0xda, endOfImage: 0xd9, app0: 0xe0, app1: 0xe1 } as const

/** Where a segment lies in its file. */
export interface JpegSegment {
  readonly marker: number
  /** Of the whole segment, marker included. */
  readonly start: number
  readonly end: number
}

/** Segments up to the start of the pixels, that one included; ends where the file is cut or is no JPEG. */
export function* jpegSegments(file: Uint8Array): Generator<JpegSegment> {
  if (!hasTextAt(file, 0, JPEG_START)) return
  let start = JPEG_START.length
  while (start + 4 <= file.length && file[start] === 0xff) {
    const marker = file[start + 1]!
    const length = uint16be(file, start + 2)
    const end = start + 2 + length
    if (marker === 0xff) {
      // Any number of fill bytes may stand before a marker.
      start += 1
      continue
    }
    if (marker === JPEG_MARKER.endOfImage || length < 2 || end > file.length) return
    yield { marker, start, end }
    if (marker === JPEG_MARKER.startOfScan) return
    start = end
  }
}
