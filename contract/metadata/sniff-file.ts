import { hasTextAt, uint32le } from './byte-fields.ts'
import { fromLatin1 } from './text-encodings.ts'

/** Kinds of picture that are recognised; the first three can carry metadata. */
export type PictureKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic' | 'tiff' | 'svg'

/** What else people drop onto a page. `model` is a safetensors file. */
export type OtherKind = 'pdf' | 'zip' | 'video' | 'model' | 'text' | 'empty' | 'unknown'

type Signature = readonly [kind: PictureKind | OtherKind, at: number, text: string]

const SIGNATURES: readonly Signature[] = [
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF87a'],
  ['gif', 0, 'GIF89a'],
  ['tiff', 0, 'II*\0'],
  ['tiff', 0, 'MM\0*'],
  ['pdf', 0, '%PDF-'],
  ['zip', 0, 'PK\x03\x04'],
  ['zip', 0, 'PK\x05\x06'],
  ['video', 0, '\x1a\x45\xdf\xa3'],
  ['avif', 4, 'ftypavif'],
  ['avif', 4, 'ftypavis'],
  ['heic', 4, 'ftyphei'],
  ['heic', 4, 'ftyphev'],
  ['heic', 4, 'ftypmif1'],
  ['heic', 4, 'ftypmsf1'],
  ['video', 4, 'ftyp'],
]

const PICTURES: ReadonlySet<string> = new Set<PictureKind>([
  'png',
  'jpeg',
  'webp',
  'gif',
  'bmp',
  'avif',
  'heic',
  'tiff',
  'svg',
])

/**
 * Tells what a file is from its first bytes, whatever its name says.
 *
 * @param file from anywhere; the first kilobyte is enough
 */
export function sniffFile(file: Uint8Array): PictureKind | OtherKind {
  if (file.length === 0) return 'empty'
  if (hasTextAt(file, 0, 'RIFF') && hasTextAt(file, 8, 'WEBP')) return 'webp'
  const known = SIGNATURES.find(([, at, text]) => hasTextAt(file, at, text))
  if (known) return known[0]
  // Two letters alone would make any text that starts with them a bitmap: its reserved fields are zero.
  if (hasTextAt(file, 0, 'BM') && hasTextAt(file, 6, '\0\0\0\0')) return 'bmp'
  if (isSafetensors(file)) return 'model'
  return sniffText(file)
}

/** Whether a kind of file is a picture. */
export function isPictureKind(kind: PictureKind | OtherKind): kind is PictureKind {
  return PICTURES.has(kind)
}

/** A 64-bit length of the JSON header, then the header. */
function isSafetensors(file: Uint8Array): boolean {
  return hasTextAt(file, 8, '{') && uint32le(file, 4) === 0 && uint32le(file, 0) >= 2
}

function sniffText(file: Uint8Array): 'svg' | 'text' | 'unknown' {
  const start = fromLatin1(file.subarray(0, 1024))
  if (/^(?:\xff\xfe|\xfe\xff)/.test(start)) return 'text'
  // Tab to carriage return and escape occur in text, the other controls do not.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(start)) return 'unknown'
  // Before the first element of a drawing there may be a declaration, a document type and comments.
  const mayBeSvg = /^(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml|!--|!doctype svg)/i.test(start)
  return mayBeSvg && /<svg[\s>]/i.test(start) ? 'svg' : 'text'
}
