import { fromUint32be, hasTextAt, joinBytes, uint32be } from './byte-fields.ts'
import { crc32 } from './crc32.ts'
import { MAX_TEXT_BYTES, type Embedding, type FoundText, type WriteResult } from './embedding.ts'
import { parseExif } from './exif.ts'
import { PNG_SIGNATURE, pngChunks, type PngChunk } from './png-chunks.ts'
import { fromLatin1, fromUtf8, toLatin1, toUtf8 } from './text-encodings.ts'

const TEXT_KEYWORD = 'parameters'
const SCHEME_KEYWORD = 'fooocus_scheme'
/** Length and type before a chunk's content. */
const HEAD_BYTES = 8

/**
 * Puts the text chunks `parameters` and `fooocus_scheme`, in this order, before the pixels of a PNG. Earlier
 * chunks with these keywords are replaced.
 *
 * @see https://www.w3.org/TR/png-3/#11textinfo
 */
export function writePngMetadata(file: Uint8Array, embedding: Embedding): WriteResult {
  if (!hasTextAt(file, 0, PNG_SIGNATURE)) return { kind: 'refused', reason: 'wrong-type' }
  const texts = [
    textChunk(TEXT_KEYWORD, embedding.text.replaceAll('\0', '')),
    textChunk(SCHEME_KEYWORD, embedding.scheme),
  ]
  const parts = [file.subarray(0, PNG_SIGNATURE.length)]
  let hasPixels = false
  for (const chunk of pngChunks(file)) {
    if (chunk.type === 'IDAT' && !hasPixels) {
      hasPixels = true
      parts.push(...texts)
    }
    if (!isOurs(file, chunk)) parts.push(file.subarray(chunk.start, chunk.end))
    if (chunk.type === 'IEND') return hasPixels ? { kind: 'written', file: joinBytes(parts) } : damaged
  }
  return damaged
}

/**
 * Reads the text chunks of a PNG, or its Exif chunk when it has none. Compressed text (zTXt, compressed iTXt) is
 * passed over: neither this program nor Fooocus writes it, and it would take an inflater with its own limits.
 *
 * @param file from anywhere, whole or not
 */
export function readPngMetadata(file: Uint8Array): FoundText | null {
  let text: string | null = null
  let marker: string | null = null
  let exif: FoundText | null = null
  for (const chunk of pngChunks(file)) {
    if (chunk.type === 'eXIf') exif ??= readExifChunk(file, chunk)
    const entry = readTextChunk(file, chunk)
    if (entry?.keyword === TEXT_KEYWORD) text ??= entry.text
    if (entry?.keyword === SCHEME_KEYWORD) marker ??= entry.text
    if (chunk.type === 'IEND') break
  }
  return text === null ? exif : { text, marker, isDedicated: true }
}

const damaged = { kind: 'refused', reason: 'damaged' } as const satisfies WriteResult

function textChunk(keyword: string, text: string): Uint8Array {
  const latin1 = toLatin1(text)
  const head = toUtf8(`${keyword}\0`)
  if (latin1) return chunkOf('tEXt', [head, latin1])
  // Uncompressed, no language, no translated keyword.
  return chunkOf('iTXt', [head, Uint8Array.of(0, 0, 0, 0), toUtf8(text)])
}

function chunkOf(type: string, content: readonly Uint8Array[]): Uint8Array {
  const body = joinBytes([toUtf8(type), ...content])
  return joinBytes([fromUint32be(body.length - 4), body, fromUint32be(crc32(body))])
}

function isOurs(file: Uint8Array, chunk: PngChunk): boolean {
  if (chunk.type !== 'tEXt' && chunk.type !== 'iTXt' && chunk.type !== 'zTXt') return false
  return [TEXT_KEYWORD, SCHEME_KEYWORD].some((word) => hasTextAt(file, chunk.start + HEAD_BYTES, `${word}\0`))
}

function readTextChunk(file: Uint8Array, chunk: PngChunk): { keyword: string; text: string } | null {
  if (chunk.type !== 'tEXt' && chunk.type !== 'iTXt') return null
  const content = intactContent(file, chunk)
  const keywordEnd = content?.indexOf(0) ?? -1
  if (!content || keywordEnd < 0) return null
  const keyword = fromLatin1(content.subarray(0, keywordEnd))
  if (chunk.type === 'tEXt') return { keyword, text: fromLatin1(content.subarray(keywordEnd + 1)) }
  const isCompressed = content[keywordEnd + 1] !== 0
  const languageEnd = content.indexOf(0, keywordEnd + 3)
  const translationEnd = languageEnd < 0 ? -1 : content.indexOf(0, languageEnd + 1)
  const text = translationEnd < 0 || isCompressed ? null : fromUtf8(content.subarray(translationEnd + 1))
  return text === null ? null : { keyword, text }
}

function readExifChunk(file: Uint8Array, chunk: PngChunk): FoundText | null {
  const content = intactContent(file, chunk)
  return content && parseExif(content)
}

/** Content of a chunk; `null` if the chunk is huge or its CRC says that bytes have changed. */
function intactContent(file: Uint8Array, chunk: PngChunk): Uint8Array | null {
  const body = file.subarray(chunk.start + 4, chunk.end - 4)
  if (body.length > MAX_TEXT_BYTES + 1024) return null
  return crc32(body) === uint32be(file, chunk.end - 4) ? body.subarray(4) : null
}
