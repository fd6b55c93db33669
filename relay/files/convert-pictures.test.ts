import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import { createPictureConverter } from './convert-pictures.ts'
import { makePicture, makePixelBomb } from './testing/sample-pictures.ts'

const converter = createPictureConverter()
let png: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  png = await makePicture()
})

/** Colour of the top left pixel. */
async function cornerOf(bytes: Uint8Array): Promise<number[]> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  return [...data.subarray(0, info.channels)]
}

describe('convert', () => {
  it.each([
    ['png', 'jpeg'],
    ['png', 'webp'],
    ['jpeg', 'png'],
    ['jpeg', 'webp'],
    ['webp', 'png'],
    ['webp', 'jpeg'],
  ] as const)('makes %s into %s', async (from, to) => {
    const converted = await converter.convert(await makePicture(from), `image/${to}`)
    const { format, width, height } = await sharp(converted).metadata()
    expect({ format, width, height }).toEqual({ format: to, width: 40, height: 30 })
    for (const [at, value] of [200, 30, 90].entries()) {
      expect(Math.abs((await cornerOf(converted))[at]! - value)).toBeLessThan(6)
    }
  })

  it('hands back the very same bytes where nothing is to be done, metadata included', async () => {
    const source = new Uint8Array(
      await sharp(png)
        .withExif({ IFD0: { Artist: 'x' } })
        .png()
        .toBuffer(),
    )
    expect(await converter.convert(source, 'image/png')).toEqual(source)
  })

  it('shows transparency as white in JPEG and keeps it in WebP', async () => {
    const create = { width: 8, height: 8, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0 } } as const
    const clear = await sharp({ create }).png().toBuffer()
    expect(await cornerOf(await converter.convert(clear, 'image/jpeg'))).toEqual([255, 255, 255])
    expect((await cornerOf(await converter.convert(clear, 'image/webp')))[3]).toBe(0)
  })

  it('turns a picture upright as its Exif says, and leaves the Exif behind', async () => {
    const rotated = await sharp(png).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { width, height, orientation, exif } = await sharp(
      await converter.convert(rotated, 'image/png'),
    ).metadata()
    expect({ width, height, orientation, exif }).toEqual({
      width: 30,
      height: 40,
      orientation: undefined,
      exif: undefined,
    })
  })

  it.each([
    ['palette', () => sharp(png).png({ palette: true })],
    ['grey', () => sharp(png).greyscale().png()],
    ['16 bit', () => sharp(png).toColourspace('rgb16').png()],
    ['CMYK', () => sharp(png).toColourspace('cmyk').jpeg()],
  ])('reads %s pictures', async (_name, make) => {
    const converted = await converter.convert(await make().toBuffer(), 'image/webp')
    expect(await sharp(converted).metadata()).toMatchObject({ format: 'webp', space: 'srgb', depth: 'uchar' })
  })

  it('refuses a pixel bomb by its head, without decoding it', async () => {
    const bomb = makePixelBomb()
    expect(bomb.length).toBeLessThan(200_000)
    const detail = { reason: 'too_many_pixels', width: 30_000, height: 30_000, limit: 4096 * 4096 }
    await expect(converter.convert(bomb, 'image/jpeg')).rejects.toMatchObject({
      code: 'invalid_request',
      detail,
    })
  })

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['HTML', '<html>'],
    ['GIF', 'GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;'],
    ['nothing', ''],
  ])('refuses %s', async (_name, text) => {
    const bytes = Buffer.from(text, 'latin1')
    await expect(converter.convert(bytes, 'image/png')).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('refuses damaged pictures', async () => {
    const damaged = Uint8Array.from(png)
    damaged.fill(0x55, damaged.length - 60, damaged.length - 20)
    const detail = { reason: 'damaged' }
    await expect(converter.convert(damaged, 'image/jpeg')).rejects.toMatchObject({
      code: 'invalid_request',
      detail,
    })
  })

  it('shuts the loaders of all other formats in the library itself', async () => {
    await converter.convert(png, 'image/jpeg')
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await expect(sharp(svg).png().toBuffer()).rejects.toThrow('unsupported')
  })

  it('says so where the library is not installed, but still hands back what needs no work', async () => {
    const without = createPictureConverter({ load: () => Promise.reject(new Error('Cannot find package')) })
    const expected = { code: 'unsupported_feature', detail: { feature: 'sharp' } }
    await expect(without.convert(png, 'image/jpeg')).rejects.toMatchObject(expected)
    expect(await without.convert(png, 'image/png')).toEqual(png)
  })

  it('turns away what finds no place in the queue', async () => {
    const small = createPictureConverter({ maxWaiting: 1 })
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => small.convert(png, 'image/webp')))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
    expect((outcomes[3] as PromiseRejectedResult).reason).toMatchObject({ code: 'queue_full' })
  })

  it('forgets who gives up', async () => {
    const giveUp = new AbortController()
    const asked = converter.convert(png, 'image/webp', giveUp.signal)
    giveUp.abort()
    await expect(asked).rejects.toBeInstanceOf(Cancelled)
    await expect(converter.convert(png, 'image/webp', giveUp.signal)).rejects.toBeInstanceOf(Cancelled)
  })

  it('stops after the time that one picture may take', async () => {
    const side = 4000
    const noise = Buffer.alloc(side * side * 3)
    let state = 1
    for (let at = 0; at < noise.length; at += 4) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      noise.writeInt32LE(state, at)
    }
    const raw = { width: side, height: side, channels: 3 } as const
    const large = await sharp(noise, { raw }).png({ compressionLevel: 0 }).toBuffer()
    const hasty = createPictureConverter({ timeoutS: 1 })
    await expect(hasty.convert(large, 'image/webp')).rejects.toMatchObject({ code: 'timeout' })
  })
})
