import { AppError } from '../../contract/errors.ts'
import { readImageFacts } from '../../contract/metadata/image-facts.ts'
import { sniffFile } from '../../contract/metadata/sniff-file.ts'
import type { PictureFiles } from '../files/ports.ts'
import type { GuardedFetch } from './guarded-fetch.ts'
import type { InputImageReader, RequestImage } from './parts.ts'

/** Where pictures may come from. */
export interface InputImageParts {
  readonly files: Pick<PictureFiles, 'openOutput' | 'openInput'>
  readonly fetchImage: GuardedFetch['getBytes']
  /** Recognises addresses of this relay's own pictures; they are read from disk, even where no others are fetched. */
  readonly ownAddress: (url: URL) => { readonly kind: 'outputs' | 'inputs'; readonly file: string } | null
  /** Whether other addresses are fetched. */
  readonly allowUrls: boolean
}

/** The largest picture that a client may send, in bytes of the file itself. */
export const MAX_IMAGE_BYTES = 20 * 1024 * 1024

/** The largest picture, in pixels. */
const MAX_PIXELS = 4096 * 4096

/** Four characters for three bytes, some for line breaks, and the head of a data URL. */
const MAX_CHARACTERS = Math.ceil((MAX_IMAGE_BYTES / 3) * 4 * 1.05) + 1024

/** What FooocusAPI takes for no image; "string" is what its documentation page fills in. */
const NOTHING = new Set(['', 'None', 'none', 'null', 'string'])

/** @see InputImageReader */
export function createInputImageReader(parts: InputImageParts): InputImageReader {
  const { files, fetchImage, ownAddress, allowUrls } = parts

  async function fromAddress(text: string, field: string): Promise<Uint8Array> {
    if (!URL.canParse(text)) throw refused(field, 'bad_url', 'is not a valid address')
    const url = new URL(text)
    const own = ownAddress(url)
    if (own) return fromDisk(own, field)
    if (!allowUrls) throw refused(field, 'urls_off', 'is an address, and this server fetches none')
    try {
      return await fetchImage(url.href, { maxBytes: MAX_IMAGE_BYTES })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, message, detail } = error
      if (detail.reason === 'too_large') throw tooLarge(field)
      throw new AppError(code, `${field}: ${message}`, { ...detail, field }, error)
    }
  }

  async function fromDisk(own: { kind: 'outputs' | 'inputs'; file: string }, field: string) {
    const file = await (own.kind === 'outputs' ? files.openOutput(own.file) : files.openInput(own.file))
    if (!file) throw refused(field, 'missing', 'is the address of a picture that is not here')
    if (file.bytes > MAX_IMAGE_BYTES) throw tooLarge(field)
    return file.whole()
  }

  return {
    async fromText(text, field) {
      const plain = text?.trim() ?? ''
      if (NOTHING.has(plain)) return null
      if (/^https?:\/\//i.test(plain)) return toImage(await fromAddress(plain, field), field)
      return toImage(fromBase64(plain, field), field)
    },
    fromBytes: toImage,
  }
}

/** Reads base64 of either alphabet, padded or not, with white space; alone or in a data URL, whose head is ignored. */
function fromBase64(text: string, field: string): Uint8Array {
  if (text.length > MAX_CHARACTERS) throw tooLarge(field)
  const isDataUrl = /^data:/i.test(text)
  const payload = isDataUrl ? text.slice(text.indexOf(',') + 1) : text
  // Within an address, plus and equals signs and line breaks may be written as %2B and so on.
  const digits = isDataUrl && payload.includes('%') ? decodePercent(payload) : payload
  const isBase64 = digits !== null && !/[^A-Za-z0-9+/_\-=\s]|=\s*[^=\s]/.test(digits)
  if (!isBase64) throw refused(field, 'bad_base64', 'is neither an address nor base64')
  return Buffer.from(digits, 'base64')
}

function decodePercent(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Checks a file by its own bytes. What is behind the picture is cut off: it would only be there to be misread. */
function toImage(bytes: Uint8Array, field: string): RequestImage {
  if (bytes.length > MAX_IMAGE_BYTES) throw tooLarge(field)
  const facts = readImageFacts(bytes)
  if (!facts) {
    const found = sniffFile(bytes)
    throw refused(field, 'not_an_image', 'is not a PNG, JPEG or WebP picture', { found })
  }
  const { mime, width, height, isAnimated, end } = facts
  if (isAnimated) throw refused(field, 'animated', 'is an animation; one picture is needed')
  if (width * height > MAX_PIXELS) {
    throw refused(field, 'too_many_pixels', `has ${width}×${height} pixels, more than 4096×4096`, {
      width,
      height,
    })
  }
  // Cameras and converters leave out the end marker of a JPEG often enough, and nothing is missing then.
  if (end === null && mime !== 'image/jpeg')
    throw refused(field, 'cut', 'is only the first part of a picture')
  return { mime, bytes: new Uint8Array(bytes.subarray(0, end ?? bytes.length)) }
}

function refused(
  field: string,
  reason: string,
  problem: string,
  more: Readonly<Record<string, string | number>> = {},
): AppError {
  return new AppError('invalid_request', `${field} ${problem}.`, { field, reason, ...more })
}

function tooLarge(field: string): AppError {
  const detail = { field, reason: 'too_large', maxBytes: MAX_IMAGE_BYTES }
  return new AppError('payload_too_large', `${field} is larger than 20 MiB.`, detail)
}
