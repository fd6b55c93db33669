import { AppError } from '../../contract/errors.ts'
import { createSharpLoader, type ImportSharp, type Sharp } from './load-sharp.ts'
import { createSlots } from './slots.ts'

/** As many pixels as a mask may have. */
const MAX_PIXELS = 4096 * 4096
/** Few clients send masks; converting pictures needs the threads as well. */
const AT_ONCE = 1
const MAX_WAITING = 32
const TIMEOUT_S = 20

/**
 * Makes masks out of transparency: a grey PNG, white where the picture was transparent and black where it was opaque.
 *
 * @param load loads the image library; it is optional and may be missing
 * @returns a function that throws AppError `unsupported_feature` where the library is not installed, `queue_full`, and
 *   `invalid_request` for bytes that are no picture, too large a one, or one without transparency
 */
export function createAlphaToMask(
  load?: ImportSharp,
): (picture: Uint8Array) => Promise<Uint8Array<ArrayBuffer>> {
  const loadSharp = createSharpLoader(load)
  const slots = createSlots(AT_ONCE, MAX_WAITING)
  return async (picture) => {
    const sharp = await loadSharp()
    return slots.run(() => toMask(sharp, picture))
  }
}

async function toMask(sharp: Sharp, picture: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const image = sharp(picture, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    const { hasAlpha } = await image.metadata()
    if (!hasAlpha) throw new AppError('invalid_request', 'The mask has no transparency.', { field: 'mask' })
    const alpha = image.extractChannel('alpha').negate().toColourspace('b-w')
    return new Uint8Array(await alpha.timeout({ seconds: TIMEOUT_S }).png().toBuffer())
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('invalid_request', 'The mask cannot be read.', { field: 'mask' }, error)
  }
}
