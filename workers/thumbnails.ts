import type { PictureId } from '../contract/picture.ts'
import { LARGEST_SMALL_SIDE } from '../contract/picture-library.ts'
import type { Gallery } from './storage/ports.ts'

const THUMBNAIL_SIDE = 320
const QUALITY = 0.8
/** Decoding takes tens of megabytes each. */
const AT_ONCE = 2

/** Makes the small version of a picture; null where the browser cannot. */
export type Shrink = (file: Blob) => Promise<Blob | null>

/**
 * Small versions of pictures, each made once and kept. What was asked for last is made first: whoever scrolls on no
 * longer waits for what is out of sight.
 *
 * @returns the small version, the file where it is small itself or cannot be shrunk, null when it is gone
 */
export function createThumbnails(
  gallery: Pick<Gallery, 'entry' | 'file' | 'thumbnail' | 'putThumbnail'>,
  shrink: Shrink,
): (id: PictureId) => Promise<Blob | null> {
  const waiting: (() => void)[] = []
  const making = new Map<PictureId, Promise<Blob | null>>()
  let busy = 0

  const make = async (id: PictureId): Promise<Blob | null> => {
    if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
    busy += 1
    try {
      const file = await gallery.file(id)
      const small = file && (await shrink(file))
      // Without room for it, it is made again next time.
      if (small) await gallery.putThumbnail(id, small).catch(() => undefined)
      return small ?? file
    } finally {
      busy -= 1
      making.delete(id)
      waiting.pop()?.()
    }
  }

  return async (id) => {
    const entry = await gallery.entry(id)
    if (!entry) return null
    if (Math.max(entry.width, entry.height) <= LARGEST_SMALL_SIDE) return gallery.file(id)
    const kept = await gallery.thumbnail(id)
    if (kept) return kept
    const started = making.get(id) ?? make(id)
    making.set(id, started)
    return started
  }
}

/** Shrinks by the browser's own means, off the screen. */
export async function shrinkOnCanvas(file: Blob): Promise<Blob | null> {
  if (!('OffscreenCanvas' in globalThis) || !('createImageBitmap' in globalThis)) return null
  try {
    const full = await createImageBitmap(file)
    const scale = THUMBNAIL_SIDE / Math.max(full.width, full.height)
    const size = {
      resizeWidth: Math.max(1, Math.round(full.width * scale)),
      resizeHeight: Math.max(1, Math.round(full.height * scale)),
    }
    const small = await createImageBitmap(full, { ...size, resizeQuality: 'medium' })
    full.close()
    const canvas = new OffscreenCanvas(small.width, small.height)
    canvas.getContext('2d')?.drawImage(small, 0, 0)
    small.close()
    return await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY })
  } catch {
    // A file that cannot be decoded, or no memory for it: the file itself is shown, or says so.
    return null
  }
}
