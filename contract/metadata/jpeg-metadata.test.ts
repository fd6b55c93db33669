import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Embedding, WriteResult } from './embedding.ts'
import { readJpegMetadata, writeJpegMetadata } from './jpeg-metadata.ts'

const EMBEDDING: Embedding = { scheme: 'fooocus', text: '{"prompt": "a cat"}', version: 'Fooocus v2.5.5' }

let baseline: Uint8Array
let progressive: Uint8Array

beforeAll(async () => {
  const noise = Uint8Array.from({ length: 40 * 24 * 3 }, (_value, at) => (at * 31) & 0xff)
  const picture = sharp(noise, { raw: { width: 40, height: 24, channels: 3 } })
  baseline = await picture.clone().jpeg({ progressive: false }).toBuffer()
  progressive = await picture.clone().jpeg({ progressive: true, mozjpeg: true }).toBuffer()
})

describe('writeJpegMetadata', () => {
  it('leaves the pixels as they were', async () => {
    for (const plain of [baseline, progressive]) {
      const file = fileOf(writeJpegMetadata(plain, EMBEDDING))
      expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(plain).raw().toBuffer())
    }
  })

  it('writes Exif that an independent decoder shows', async () => {
    const { exif } = await sharp(fileOf(writeJpegMetadata(baseline, EMBEDDING))).metadata()
    expect(exif?.toString('latin1')).toContain('Fooocus v2.5.5\0')
    expect(exif?.toString('latin1')).toContain('{"prompt": "a cat"}\0')
  })

  it('writes a standard comment that survives re-encoding by another program', async () => {
    const file = fileOf(writeJpegMetadata(baseline, { ...EMBEDDING, text: '{"prompt": "猫"}' }))
    const copy = await sharp(file).keepExif().jpeg({ quality: 50 }).toBuffer()
    expect(readJpegMetadata(copy)?.text).toBe('{"prompt": "猫"}')
  })

  it('goes behind the JFIF segment, before everything else', () => {
    const jfif = Buffer.from('\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')
    const plain = Buffer.concat([baseline.subarray(0, 2), jfif, baseline.subarray(2)])
    const file = fileOf(writeJpegMetadata(plain, EMBEDDING))
    const behind = 2 + jfif.length
    expect(file.subarray(0, behind)).toEqual(new Uint8Array(plain.subarray(0, behind)))
    expect([file[behind], file[behind + 1]]).toEqual([0xff, 0xe1])
  })

  it.each(['plain', 'é', '猫 😀\nSteps: 1'])('gives back %s', (text) => {
    const file = fileOf(writeJpegMetadata(progressive, { ...EMBEDDING, scheme: 'a1111', text }))
    expect(readJpegMetadata(file)).toEqual({ text, marker: 'a1111', isDedicated: false })
  })

  it('replaces the Exif that is there', () => {
    const once = fileOf(writeJpegMetadata(baseline, { ...EMBEDDING, text: 'other' }))
    expect(writeJpegMetadata(once, EMBEDDING)).toEqual(writeJpegMetadata(baseline, EMBEDDING))
  })

  it('leaves out the second copy of long ASCII text rather than the text', async () => {
    const text = 'x'.repeat(65_000)
    const file = fileOf(writeJpegMetadata(baseline, { ...EMBEDDING, text }))
    expect(readJpegMetadata(file)?.text).toBe(text)
    expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(baseline).raw().toBuffer())
  })

  it('says how much too large a text is', () => {
    const ascii = writeJpegMetadata(baseline, { ...EMBEDDING, text: 'x'.repeat(65_533) })
    const other = writeJpegMetadata(baseline, { ...EMBEDDING, text: '猫'.repeat(22_000) })
    const refused = { kind: 'refused', reason: 'too-large', limitBytes: 65_533 }
    expect([ascii, other]).toMatchObject([refused, refused])
  })

  it('fills the segment to its last byte', () => {
    const overhead = writeJpegMetadata(baseline, { ...EMBEDDING, text: 'x'.repeat(100_000) })
    const room = 'neededBytes' in overhead ? 65_533 - (overhead.neededBytes - 100_000) : 0
    const sizes = [room - 1, room, room + 1, room + 2].map(
      (length) => writeJpegMetadata(baseline, { ...EMBEDDING, text: 'x'.repeat(length) }).kind,
    )
    expect(sizes.filter((kind) => kind === 'written').length).toBeGreaterThanOrEqual(1)
    expect(sizes.at(-1)).toBe('refused')
  })

  it('refuses other files and cut ones', () => {
    const files = [Uint8Array.of(0x89, 0x50), baseline.subarray(0, 2), baseline.subarray(0, 100)]
    expect(files.map((file) => writeJpegMetadata(file, EMBEDDING))).toEqual([
      { kind: 'refused', reason: 'wrong-type' },
      { kind: 'refused', reason: 'damaged' },
      { kind: 'refused', reason: 'damaged' },
    ])
  })
})

describe('readJpegMetadata', () => {
  it('finds nothing in a plain picture', () => {
    expect(readJpegMetadata(baseline)).toBeNull()
  })

  it('reads a cut picture as long as the Exif is whole', () => {
    const file = fileOf(writeJpegMetadata(baseline, EMBEDDING))
    expect(readJpegMetadata(file.subarray(0, 600))?.text).toBe(EMBEDDING.text)
  })

  it('skips fill bytes between segments', () => {
    const file = fileOf(writeJpegMetadata(baseline, EMBEDDING))
    const filled = Buffer.concat([file.subarray(0, 2), Buffer.alloc(5, 0xff), file.subarray(2)])
    expect(readJpegMetadata(filled)?.text).toBe(EMBEDDING.text)
  })
})

function fileOf(result: WriteResult): Uint8Array<ArrayBuffer> {
  if (result.kind !== 'written') throw new Error(result.reason)
  return result.file
}
