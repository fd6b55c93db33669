import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { PixelImage } from '../../contract/image.ts'

/** How pictures are laid out in one file. */
export interface SpriteLayout {
  /** Pixels of a picture's side. */
  readonly side: number
  readonly columns: number
  /** 1–100, of the AVIF file and of the WebP file. */
  readonly quality: { readonly avif: number; readonly webp: number }
}

/**
 * Puts square pictures into one, row by row, and writes it as `<path>.avif` and `<path>.webp`.
 *
 * @returns the bytes of both files
 */
export async function writeSprite(
  pictures: readonly PixelImage[],
  path: string,
  { side, columns, quality }: SpriteLayout,
): Promise<readonly [avif: number, webp: number]> {
  const tiles = await Promise.all(
    pictures.map(async ({ width, height, data }, at) => ({
      input: await sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
        .resize(side, side, { kernel: 'lanczos3' })
        .removeAlpha()
        .png()
        .toBuffer(),
      left: (at % columns) * side,
      top: Math.floor(at / columns) * side,
    })),
  )
  const sheet = await sharp({
    create: {
      width: side * Math.min(columns, pictures.length),
      height: side * Math.ceil(pictures.length / columns),
      channels: 3,
      background: '#777',
    },
  })
    .composite(tiles)
    .png()
    .toBuffer()
  const avif = await sharp(sheet).avif({ quality: quality.avif, effort: 6 }).toBuffer()
  const webp = await sharp(sheet).webp({ quality: quality.webp, effort: 6 }).toBuffer()
  await writeFile(`${path}.avif`, avif)
  await writeFile(`${path}.webp`, webp)
  return [avif.length, webp.length]
}
