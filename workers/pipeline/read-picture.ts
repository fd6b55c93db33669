import { AppError } from '../../contract/errors.ts'
import type { PixelImage } from '../../contract/image.ts'

/** A picture file as it was handed in. */
export interface PictureFile {
  readonly mime: string
  readonly bytes: Uint8Array
}

/**
 * Decodes a picture file, the right way up; the browser's own decoder in a worker, a library in Node. Where a picture is
 * half see-through, a browser's colours are off by one or two.
 *
 * @throws AppError `invalid_file` when the decoder cannot
 */
export type ReadPicture = (file: PictureFile) => Promise<PixelImage>

/** The browser's decoder. Needs a worker or a page. */
export const readOnCanvas: ReadPicture = async ({ mime, bytes }) => {
  const blob = new Blob([new Uint8Array(bytes)], { type: mime })
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' }).catch((error: unknown) => {
    throw new AppError('invalid_file', 'the picture cannot be decoded', { mime }, error)
  })
  try {
    const { width, height } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('no 2d canvas in this browser')
    context.drawImage(bitmap, 0, 0)
    return { width, height, data: context.getImageData(0, 0, width, height).data }
  } finally {
    bitmap.close()
  }
}
