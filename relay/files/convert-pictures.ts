import { AppError, Cancelled } from '../../contract/errors.ts'
import type { PictureMime } from '../../contract/image.ts'
import { readImageFacts } from '../../contract/metadata/image-facts.ts'
import { createSharpLoader, type ImportSharp, type Sharp } from './load-sharp.ts'
import type { PictureConverter } from './ports.ts'
import { createSlots } from './slots.ts'

/** How the converter is set up. Everything has a default. */
export interface ConverterParts {
  /** Loads the image library; it is optional and may be missing. */
  readonly load?: ImportSharp
  /** Conversions that may wait for a place. */
  readonly maxWaiting?: number
  /** Whole seconds that one conversion may take. */
  readonly timeoutS?: number
}

const MAX_PIXELS = 4096 * 4096
/** Each takes a thread of the few that files and names need as well. */
const AT_ONCE = 2
const QUALITY = 95

/** Rewrites pictures with sharp, where it is installed. Loads it with the first conversion. */
export function createPictureConverter(parts: ConverterParts = {}): PictureConverter {
  const { load, maxWaiting = 64, timeoutS = 20 } = parts
  const loadSharp = createSharpLoader(load)
  const slots = createSlots(AT_ONCE, maxWaiting)

  return {
    async convert(bytes, mime, signal) {
      if (signal?.aborted) throw new Cancelled()
      if (!needsWork(bytes, mime)) return toOwnBytes(bytes)
      const sharp = await loadSharp()
      return slots.run(() => rewrite(sharp, { bytes, mime, timeoutS }), signal)
    },
  }
}

/** Looks at the head before anything is decoded. @returns false where the bytes are what is wanted */
function needsWork(bytes: Uint8Array, mime: PictureMime): boolean {
  const facts = readImageFacts(bytes)
  if (!facts) {
    throw new AppError('invalid_request', 'The file is no PNG, JPEG or WebP.', { reason: 'not_an_image' })
  }
  const { width, height } = facts
  if (facts.mime === mime || width * height <= MAX_PIXELS) return facts.mime !== mime
  const detail = { reason: 'too_many_pixels', width, height, limit: MAX_PIXELS }
  throw new AppError('invalid_request', 'The picture has too many pixels to convert.', detail)
}

async function rewrite(
  sharp: Sharp,
  { bytes, mime, timeoutS }: { bytes: Uint8Array; mime: PictureMime; timeoutS: number },
): Promise<Uint8Array<ArrayBuffer>> {
  // Turned upright, in sRGB; no metadata goes along.
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .timeout({ seconds: timeoutS })
  try {
    return toOwnBytes(await encode(picture, mime).toBuffer())
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : ''
    if (text.startsWith('timeout')) {
      throw new AppError('timeout', 'The picture took too long to convert.', { seconds: timeoutS }, cause)
    }
    const message = 'The picture is damaged and cannot be converted.'
    throw new AppError('invalid_request', message, { reason: 'damaged' }, cause)
  }
}

function encode(picture: ReturnType<Sharp>, mime: PictureMime): ReturnType<Sharp> {
  switch (mime) {
    case 'image/png':
      return picture.png()
    case 'image/jpeg':
      return picture.flatten({ background: 'white' }).jpeg({ quality: QUALITY })
    case 'image/webp':
      return picture.webp({ quality: QUALITY })
    default:
      return mime satisfies never
  }
}

/** The same bytes, in a buffer that is not shared between threads; copied only if they are. */
function toOwnBytes({ buffer, byteOffset, length }: Uint8Array): Uint8Array<ArrayBuffer> {
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer, byteOffset, length)
  return new Uint8Array(new Uint8Array(buffer, byteOffset, length))
}
