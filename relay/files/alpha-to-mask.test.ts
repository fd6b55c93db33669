import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { createAlphaToMask } from './alpha-to-mask.ts'

const alphaToMask = createAlphaToMask()

const rgba = (...pixels: number[][]) =>
  sharp(Uint8Array.from(pixels.flat()), { raw: { width: pixels.length, height: 1, channels: 4 } })

const greys = async (mask: Uint8Array) => [...(await sharp(mask).toColourspace('b-w').raw().toBuffer())]

describe('createAlphaToMask', () => {
  it('makes white of what is transparent, whatever colour lies there', async () => {
    const picture = await rgba([255, 0, 0, 0], [255, 255, 255, 0], [0, 0, 0, 255], [9, 9, 9, 128])
      .png()
      .toBuffer()
    const mask = await alphaToMask(picture)
    expect(await sharp(mask).metadata()).toMatchObject({ format: 'png', width: 4, height: 1, channels: 1 })
    expect(await greys(mask)).toEqual([255, 255, 0, 127])
  })

  it('reads WebP too', async () => {
    const picture = await rgba([1, 2, 3, 0]).webp({ lossless: true }).toBuffer()
    expect(await greys(await alphaToMask(picture))).toEqual([255])
  })

  it('refuses pictures without transparency, and what is no picture', async () => {
    const opaque = await rgba([1, 2, 3, 255]).jpeg().toBuffer()
    await expect(alphaToMask(opaque)).rejects.toMatchObject({
      code: 'invalid_request',
      detail: { field: 'mask' },
    })
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await expect(alphaToMask(svg)).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
