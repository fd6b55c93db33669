import { fourLettersAt, hasTextAt, uint32be } from './byte-fields.ts'

/** The first bytes of every PNG, as Latin-1. */
export const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n'

/** Head, and the CRC behind. */
const FRAME_BYTES = 12

/** Where a chunk lies in its file. */
export interface PngChunk {
  readonly type: string
  /** Of the whole chunk, head included. */
  readonly start: number
  readonly end: number
}

/** Whole chunks in order; ends at the first that the file does not hold completely. */
export function* pngChunks(file: Uint8Array): Generator<PngChunk> {
  if (!hasTextAt(file, 0, PNG_SIGNATURE)) return
  let start = PNG_SIGNATURE.length
  while (start + FRAME_BYTES <= file.length) {
    const end = start + FRAME_BYTES + uint32be(file, start)
    if (end > file.length) return
    yield { type: fourLettersAt(file, start + 4), start, end }
    start = end
  }
}
