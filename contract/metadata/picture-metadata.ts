import type { PictureMime } from '../image.ts'
import { MAX_TEXT_BYTES, type Embedding, type FoundText, type WriteResult } from './embedding.ts'
import { readJpegMetadata, writeJpegMetadata } from './jpeg-metadata.ts'
import type { MetadataScheme, ReadParameters } from './parameters.ts'
import { readPngMetadata, writePngMetadata } from './png-metadata.ts'
import { hasA1111Line, parseA1111Text } from './scheme-a1111.ts'
import { parseFooocusJson } from './scheme-fooocus.ts'
import { isPictureKind, sniffFile, type OtherKind, type PictureKind } from './sniff-file.ts'
import { toUtf8 } from './text-encodings.ts'
import { readWebpMetadata, writeWebpMetadata } from './webp-metadata.ts'

/** What a file says about its making. */
export type ReadResult =
  | {
      readonly kind: 'found'
      readonly format: PictureKind
      readonly scheme: MetadataScheme
      /** As it stands in the file. */
      readonly text: string
      readonly parameters: ReadParameters
    }
  | { readonly kind: 'none'; readonly format: PictureKind }
  | { readonly kind: 'not-a-picture'; readonly looksLike: OtherKind }

/** An unmarked JSON object with fewer keys of ours is taken for somebody else's. */
const MIN_TELLING_KEYS = 3

/**
 * Writes metadata into an encoded picture. Metadata of the same kind that is already there is replaced: in PNG
 * the text chunks, in JPEG and WebP all of Exif.
 *
 * @param file  a whole picture; not modified
 * @param mime  what the file is; a file that is something else is refused
 */
export function writeMetadata(file: Uint8Array, mime: PictureMime, embedding: Embedding): WriteResult {
  const neededBytes = toUtf8(embedding.text).length
  if (neededBytes > MAX_TEXT_BYTES) {
    return { kind: 'refused', reason: 'too-large', neededBytes, limitBytes: MAX_TEXT_BYTES }
  }
  switch (mime) {
    case 'image/png':
      return writePngMetadata(file, embedding)
    case 'image/jpeg':
      return writeJpegMetadata(file, embedding)
    case 'image/webp':
      return writeWebpMetadata(file, embedding)
    default:
      return mime satisfies never
  }
}

/**
 * Reads the metadata of a file. Never throws, and takes time in proportion to the length of the file at most.
 *
 * @param file from anywhere: any kind of file, whole or not
 */
export function readMetadata(file: Uint8Array): ReadResult {
  const format = sniffFile(file)
  if (!isPictureKind(format)) return { kind: 'not-a-picture', looksLike: format }
  const found = findText(file, format)
  const understood = found && understand(found)
  return understood ? { kind: 'found', format, ...understood } : { kind: 'none', format }
}

function findText(file: Uint8Array, format: PictureKind): FoundText | null {
  switch (format) {
    case 'png':
      return readPngMetadata(file)
    case 'jpeg':
      return readJpegMetadata(file)
    case 'webp':
      return readWebpMetadata(file)
    case 'gif':
    case 'bmp':
    case 'avif':
    case 'heic':
    case 'tiff':
    case 'svg':
      return null
    default:
      return format satisfies never
  }
}

/**
 * The scheme is what the picture names; if it names none, a JSON object is `fooocus` and other text `a1111`. A
 * comment that any camera may have written must look like parameters besides.
 */
function understand(
  found: FoundText,
): { scheme: MetadataScheme; text: string; parameters: ReadParameters } | null {
  const { text, marker } = found
  const isMarked = found.isDedicated || marker === 'fooocus' || marker === 'a1111'
  if (text.trim() === '' || text.length > MAX_TEXT_BYTES) return null
  const parameters = marker === 'a1111' ? null : parseFooocusJson(text)
  if (parameters) {
    const isTelling = isMarked || Object.keys(parameters).length >= MIN_TELLING_KEYS
    return isTelling ? { scheme: 'fooocus', text, parameters } : null
  }
  if (marker === 'fooocus' || !(isMarked || hasA1111Line(text))) return null
  return { scheme: 'a1111', text, parameters: parseA1111Text(text) }
}
