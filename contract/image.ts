/** Width and height in pixels. In shapes the order is height, width; by name there is no order to mix up. */
export interface PixelSize {
  readonly width: number
  readonly height: number
}

/** An uncompressed picture: 8-bit RGBA, row by row from the top left, `width · height · 4` bytes. */
export interface PixelImage extends PixelSize {
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/** The picture formats we write. */
export type PictureMime = 'image/png' | 'image/jpeg' | 'image/webp'

/** A compressed picture file. */
export interface EncodedImage {
  readonly mime: PictureMime
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** FooocusAPI's `output_format` values. */
export const OUTPUT_FORMATS = ['png', 'jpeg', 'webp'] as const

/** A value of FooocusAPI's `output_format`. */
export type OutputFormat = (typeof OUTPUT_FORMATS)[number]

/** The media type of an output format. */
export function mimeOf(format: OutputFormat): PictureMime {
  return `image/${format}`
}

/** The output format of a media type; also the file extension we give it. */
export function formatOf(mime: PictureMime): OutputFormat {
  switch (mime) {
    case 'image/png':
      return 'png'
    case 'image/jpeg':
      return 'jpeg'
    case 'image/webp':
      return 'webp'
    default:
      return mime satisfies never
  }
}
