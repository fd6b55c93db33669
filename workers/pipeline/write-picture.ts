import type { EncodedImage, PictureMime, PixelImage } from '../../contract/image.ts'
import { mimeOf } from '../../contract/image.ts'
import type { PictureParameters } from '../../contract/metadata/parameters.ts'
import { writeMetadata } from '../../contract/metadata/picture-metadata.ts'
import { toA1111Text } from '../../contract/metadata/scheme-a1111.ts'
import { toFooocusJson } from '../../contract/metadata/scheme-fooocus.ts'
import type { ImagePlan } from '../planning/plan.ts'

/**
 * Compresses pixels; the browser's own encoder in a worker, a library in Node.
 *
 * @returns the file in the format asked for, or as PNG where the browser cannot write that format
 */
export type EncodePixels = (image: PixelImage, mime: PictureMime) => Promise<EncodedImage>

/** Fooocus' quality for JPEG and WebP. */
const QUALITY = 0.95

/**
 * Makes the file of a picture, with its parameters inside. Parameters that do not fit (JPEG holds 64 kB) are left
 * out: the picture counts for more.
 */
export async function writePicture(
  image: PixelImage,
  plan: ImagePlan,
  parameters: PictureParameters,
  encode: EncodePixels,
): Promise<EncodedImage> {
  const { mime, bytes } = await encode(image, mimeOf(plan.outputFormat))
  if (plan.metadata === null) return { mime, bytes }
  const text = plan.metadata === 'fooocus' ? toFooocusJson(parameters) : toA1111Text(parameters)
  const written = writeMetadata(bytes, mime, { scheme: plan.metadata, text, version: parameters.version })
  return { mime, bytes: written.kind === 'written' ? new Uint8Array(written.file) : bytes }
}

/** The browser's encoder. Needs a worker or a page. */
export const encodeOnCanvas: EncodePixels = async (image, mime) => {
  const canvas = new OffscreenCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2d canvas in this browser')
  context.putImageData(new ImageData(image.data, image.width, image.height), 0, 0)
  const blob = await canvas.convertToBlob({ type: mime, quality: QUALITY })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return { mime: blob.type === mime ? mime : 'image/png', bytes }
}
