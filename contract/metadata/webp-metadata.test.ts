import sharp, { type Metadata } from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Embedding, WriteResult } from './embedding.ts'
import { readWebpMetadata, writeWebpMetadata } from './webp-metadata.ts'

const EMBEDDING: Embedding = { scheme: 'fooocus', text: '{"prompt": "a cat"}', version: 'Fooocus v2.5.5' }
const LAYOUTS = [
  'lossy',
  'lossless',
  'lossy with alpha',
  'lossless with alpha',
  'with colour profile',
] as const

const plain = new Map<string, Uint8Array>()

beforeAll(async () => {
  const noise = (channels: number) =>
    Uint8Array.from({ length: 41 * 23 * channels }, (_v, at) => (at * 31) & 0xff)
  const opaque = sharp(noise(3), { raw: { width: 41, height: 23, channels: 3 } })
  const clear = sharp(noise(4), { raw: { width: 41, height: 23, channels: 4 } })
  plain.set('lossy', await opaque.clone().webp().toBuffer())
  plain.set('lossless', await opaque.clone().webp({ lossless: true }).toBuffer())
  plain.set('lossy with alpha', await clear.clone().webp().toBuffer())
  plain.set('lossless with alpha', await clear.clone().webp({ lossless: true }).toBuffer())
  plain.set('with colour profile', await opaque.clone().withIccProfile('p3').webp().toBuffer())
})

describe.each(LAYOUTS)('writeWebpMetadata, %s', (layout) => {
  it('leaves the pixels as they were', async () => {
    const file = fileOf(writeWebpMetadata(plain.get(layout)!, EMBEDDING))
    expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(plain.get(layout)).raw().toBuffer())
  })

  it('keeps size, alpha and profile, and shows Exif to an independent decoder', async () => {
    const before = await sharp(plain.get(layout)).metadata()
    const after = await sharp(fileOf(writeWebpMetadata(plain.get(layout)!, EMBEDDING))).metadata()
    const facts = ({ width, height, hasAlpha, hasProfile }: Metadata) => ({
      width,
      height,
      hasAlpha,
      hasProfile,
    })
    expect(facts(after)).toEqual(facts(before))
    expect(after.exif?.toString('latin1')).toContain('{"prompt": "a cat"}\0')
  })

  it('starts with the extended header: Exif flag, alpha flag, size', () => {
    const file = fileOf(writeWebpMetadata(plain.get(layout)!, EMBEDDING))
    const alpha = layout.includes('alpha') ? 0x10 : 0
    const profile = layout.includes('profile') ? 0x20 : 0
    expect(Buffer.from(file.subarray(12, 30))).toEqual(
      Buffer.concat([
        Buffer.from('VP8X\x0a\0\0\0', 'latin1'),
        Buffer.of(0x08 | alpha | profile, 0, 0, 0, 40, 0, 0, 22, 0, 0),
      ]),
    )
  })

  it('gives back any text', () => {
    const text = '猫 😀\nSteps: 1'
    const file = fileOf(writeWebpMetadata(plain.get(layout)!, { ...EMBEDDING, scheme: 'a1111', text }))
    expect(readWebpMetadata(file)).toEqual({ text, marker: 'a1111', isDedicated: false })
  })

  it('replaces the Exif that is there', () => {
    const once = fileOf(writeWebpMetadata(plain.get(layout)!, { ...EMBEDDING, text: 'other' }))
    expect(writeWebpMetadata(once, EMBEDDING)).toEqual(writeWebpMetadata(plain.get(layout)!, EMBEDDING))
  })

  it('states the length of the file', () => {
    const file = fileOf(writeWebpMetadata(plain.get(layout)!, { ...EMBEDDING, text: 'odd' }))
    expect(Buffer.from(file).readUInt32LE(4)).toBe(file.length - 8)
  })

  it('refuses a cut file', () => {
    const cut = plain.get(layout)!.subarray(0, -2)
    expect(writeWebpMetadata(cut, EMBEDDING)).toEqual({ kind: 'refused', reason: 'damaged' })
  })
})

describe('WebP metadata', () => {
  it('is refused for other files', () => {
    const wave = Buffer.from('RIFF\x04\0\0\0WAVE', 'latin1')
    expect(writeWebpMetadata(wave, EMBEDDING)).toEqual({ kind: 'refused', reason: 'wrong-type' })
  })

  it('goes between the pixels and XMP', async () => {
    const withXmp = await sharp(plain.get('lossy'))
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .webp()
      .toBuffer()
    const file = Buffer.from(fileOf(writeWebpMetadata(withXmp, EMBEDDING)))
    const places = ['VP8 ', 'EXIF', 'XMP '].map((type) => file.indexOf(type, 30, 'latin1'))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect((await sharp(file).metadata()).xmp).toBeDefined()
  })

  it('is absent from a plain picture', () => {
    expect(LAYOUTS.map((layout) => readWebpMetadata(plain.get(layout)!))).toEqual(LAYOUTS.map(() => null))
  })

  it('is read with the prefix of JPEG too, and from a last chunk without padding', () => {
    const file = Buffer.from(fileOf(writeWebpMetadata(plain.get('lossy')!, EMBEDDING)))
    const at = file.indexOf('EXIF', 0, 'latin1')
    const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), file.subarray(at + 8), Buffer.of(0)])
    const odd = content.subarray(0, content.length - (content.length % 2 === 0 ? 1 : 0))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(odd.length)
    const other = Buffer.concat([file.subarray(0, at + 4), length, odd])
    other.writeUInt32LE(other.length - 8, 4)
    expect(readWebpMetadata(other)?.text).toBe(EMBEDDING.text)
  })
})

function fileOf(result: WriteResult): Uint8Array<ArrayBuffer> {
  if (result.kind !== 'written') throw new Error(result.reason)
  return result.file
}
