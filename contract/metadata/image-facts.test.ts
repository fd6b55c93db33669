import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromUint32be, fromUint32le, joinBytes } from './byte-fields.ts'
import { crc32 } from './crc32.ts'
import { readImageFacts } from './image-facts.ts'

const FORMATS = ['png', 'jpeg', 'webp'] as const
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const image = (width: number, height: number, alpha = 1) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 90, alpha } } })

const pngChunk = (type: string, content: Uint8Array) => {
  const body = joinBytes([latin1(type), content])
  return joinBytes([fromUint32be(content.length), body, fromUint32be(crc32(body))])
}
const header = (width: number, height: number) =>
  pngChunk('IHDR', joinBytes([fromUint32be(width), fromUint32be(height), Uint8Array.of(8, 6, 0, 0, 0)]))
const png = (...chunks: Uint8Array[]) =>
  joinBytes([latin1('\x89PNG\r\n\x1a\n'), ...chunks, pngChunk('IEND', new Uint8Array())])
const pixels = pngChunk('IDAT', deflateSync(new Uint8Array(5)))

const samples: Uint8Array[] = []
beforeAll(async () => {
  for (const format of FORMATS) samples.push(await image(37, 21).toFormat(format).toBuffer())
})

describe('readImageFacts', () => {
  it.each(FORMATS)('reads type, size and end of a real %s', async (format) => {
    const file = await image(37, 21).toFormat(format).toBuffer()
    const expected = { mime: `image/${format}`, width: 37, height: 21, isAnimated: false, end: file.length }
    expect(readImageFacts(file)).toEqual(expected)
  })

  it.each([
    ['progressive JPEG', () => image(300, 70).jpeg({ progressive: true })],
    ['JPEG with Exif and a colour profile', () => image(300, 70).withExif({}).withIccProfile('p3').jpeg()],
    ['lossless WebP', () => image(300, 70).webp({ lossless: true })],
    ['WebP with alpha and Exif', () => image(300, 70, 0.5).withExif({}).webp()],
    ['palette PNG', () => image(300, 70).png({ palette: true })],
  ])('reads a %s', async (_name, make) => {
    const file = await make().toBuffer()
    expect(readImageFacts(file)).toMatchObject({
      width: 300,
      height: 70,
      isAnimated: false,
      end: file.length,
    })
  })

  it('does not take a thumbnail in the Exif of a JPEG for the picture', async () => {
    const [thumbnail, file] = [await image(8, 8).jpeg().toBuffer(), await image(64, 32).jpeg().toBuffer()]
    const exif = joinBytes([latin1('Exif\0\0'), thumbnail])
    const length = exif.length + 2
    const app1 = joinBytes([Uint8Array.of(0xff, 0xe1, length >> 8, length & 255), exif])
    const whole = joinBytes([file.subarray(0, 2), app1, file.subarray(2)])
    expect(readImageFacts(whole)).toMatchObject({ width: 64, height: 32, end: whole.length })
  })

  it('finds the end of the picture when something else is behind it', () => {
    for (const file of samples) {
      const polyglot = joinBytes([file, latin1('<html><script>alert(1)</script>\xff\xd9')])
      expect(readImageFacts(polyglot)?.end).toBe(file.length)
    }
  })

  it('says that a file is cut, at any place behind its head', () => {
    const [file] = samples
    for (let length = 33; length < file!.length; length++) {
      expect(readImageFacts(file!.subarray(0, length))?.end ?? null).toBeNull()
    }
    for (const sample of samples) {
      expect(readImageFacts(sample.subarray(0, sample.length - 1))?.end ?? null).toBeNull()
    }
  })

  it('flags animated PNG and WebP', async () => {
    const control = pngChunk('acTL', joinBytes([fromUint32be(2), fromUint32be(0)]))
    expect(readImageFacts(png(header(4, 4), control, pixels))).toMatchObject({ isAnimated: true })
    const frames = { raw: { width: 4, height: 8, channels: 3 as const, pageHeight: 4 } }
    const noise = Uint8Array.from({ length: 4 * 8 * 3 }, (_, index) => (index * 89) % 256)
    const webp = await sharp(noise, frames).webp().toBuffer()
    expect(readImageFacts(webp)).toMatchObject({ mime: 'image/webp', width: 4, height: 4, isAnimated: true })
  })

  it('tells the size of a picture far too large to decode', () => {
    expect(readImageFacts(png(header(30_000, 30_000), pixels))).toMatchObject({
      width: 30_000,
      height: 30_000,
    })
  })

  it('refuses a WebP whose canvas and pixels differ in size', async () => {
    const file = await image(300, 70, 0.5).withExif({}).webp().toBuffer()
    const forged = Uint8Array.from(file)
    forged.set(fromUint32le(0).subarray(0, 3), 24)
    expect(readImageFacts(forged)).toBeNull()
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['HTML', latin1('<!doctype html><img src=x>')],
    ['HTML before a PNG', joinBytes([latin1('<html>'), png(header(1, 1), pixels)])],
    ['GIF', latin1('GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;')],
    ['BMP', latin1('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0')],
    ['PDF', latin1('%PDF-1.7')],
    ['ZIP', latin1('PK\x03\x04')],
    ['PNG signature alone', latin1('\x89PNG\r\n\x1a\n')],
    ['PNG of no width', png(header(0, 5), pixels)],
    ['PNG without pixels', png(header(5, 5))],
    ['PNG that starts with another chunk', png(pngChunk('tEXt', latin1('a\0b')), header(5, 5), pixels)],
    ['JPEG start alone', latin1('\xff\xd8\xff\xe0')],
    [
      'JPEG of no height',
      latin1('\xff\xd8\xff\xc0\0\x0b\x08\0\0\0\x05\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0'),
    ],
    ['WebP head alone', latin1('RIFF\x04\0\0\0WEBP')],
  ])('refuses %s', (_name, file) => {
    expect(readImageFacts(file)).toBeNull()
  })

  it('never throws and never counts beyond the file, whatever it is given', () => {
    const start = fc.constantFrom('\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'RIFF\x40\0\0\0WEBPVP8X', '')
    const garbage = fc
      .tuple(start, fc.uint8Array({ maxLength: 400 }))
      .map(([head, rest]) => joinBytes([latin1(head), rest]))
    const damaged = fc
      .tuple(fc.nat(2), fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 6 }), fc.nat(2000))
      .map(([which, changes, length]) => {
        const file = Uint8Array.from(samples[which]!)
        for (const [at, value] of changes) file[at % file.length] = value
        return file.subarray(0, length)
      })
    fc.assert(
      fc.property(fc.oneof(garbage, damaged), (file) => {
        const facts = readImageFacts(file)
        if (!facts) return
        expect(Math.min(facts.width, facts.height)).toBeGreaterThan(0)
        expect(facts.end ?? 0).toBeLessThanOrEqual(file.length)
      }),
      { numRuns: 2000 },
    )
  })
})
