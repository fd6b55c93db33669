import { PNG } from 'pngjs'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Embedding, WriteResult } from './embedding.ts'
import { readPngMetadata, writePngMetadata } from './png-metadata.ts'

const EMBEDDING: Embedding = { scheme: 'fooocus', text: '{"prompt": "a cat"}', version: 'v' }

let plain: Uint8Array

beforeAll(async () => {
  const noise = Uint8Array.from({ length: 9 * 7 * 4 }, (_value, at) => (at * 97) & 0xff)
  plain = await sharp(noise, { raw: { width: 9, height: 7, channels: 4 } })
    .png()
    .toBuffer()
})

describe('writePngMetadata', () => {
  it('puts parameters, then scheme, between header and pixels', () => {
    const types = chunkTypes(fileOf(writePngMetadata(plain, EMBEDDING)))
    expect(types.slice(types.indexOf('tEXt'), types.indexOf('IDAT') + 1)).toEqual(['tEXt', 'tEXt', 'IDAT'])
  })

  it('leaves the pixels as they were, for two independent decoders', async () => {
    const file = fileOf(writePngMetadata(plain, EMBEDDING))
    const before = await sharp(plain).raw().toBuffer()
    expect(await sharp(file).raw().toBuffer()).toEqual(before)
    expect(PNG.sync.read(Buffer.from(file), { checkCRC: true }).data).toEqual(before)
  })

  it('writes text that an independent decoder finds in order', async () => {
    const { comments } = await sharp(fileOf(writePngMetadata(plain, EMBEDDING))).metadata()
    expect(comments).toEqual([
      { keyword: 'parameters', text: EMBEDDING.text },
      { keyword: 'fooocus_scheme', text: 'fooocus' },
    ])
  })

  it('uses Latin-1 where that is enough and UTF-8 otherwise', () => {
    const typesFor = (text: string) =>
      chunkTypes(fileOf(writePngMetadata(plain, { ...EMBEDDING, text }))).filter((type) =>
        type.endsWith('Xt'),
      )
    expect([typesFor('é'), typesFor('猫')]).toEqual([
      ['tEXt', 'tEXt'],
      ['iTXt', 'tEXt'],
    ])
  })

  it.each(['plain', 'é ü', '猫 😀\nSteps: 1'])('gives back %s', (text) => {
    const file = fileOf(writePngMetadata(plain, { ...EMBEDDING, scheme: 'a1111', text }))
    expect(readPngMetadata(file)).toEqual({ text, marker: 'a1111', isDedicated: true })
  })

  it('replaces what it wrote before', () => {
    const once = fileOf(writePngMetadata(plain, { ...EMBEDDING, text: '猫' }))
    expect(writePngMetadata(once, EMBEDDING)).toEqual(writePngMetadata(plain, EMBEDDING))
  })

  it('refuses other files and cut ones', () => {
    const reasons = [Uint8Array.of(1, 2, 3), plain.subarray(0, 40), plain.subarray(0, plain.length - 1)].map(
      (file) => writePngMetadata(file, EMBEDDING),
    )
    expect(reasons).toEqual([
      { kind: 'refused', reason: 'wrong-type' },
      { kind: 'refused', reason: 'damaged' },
      { kind: 'refused', reason: 'damaged' },
    ])
  })
})

describe('readPngMetadata', () => {
  it('finds nothing in a plain picture', () => {
    expect(readPngMetadata(plain)).toBeNull()
  })

  it('does not trust text whose checksum is wrong', () => {
    const file = fileOf(writePngMetadata(plain, EMBEDDING))
    file[Buffer.from(file).indexOf('a cat')]! ^= 1
    expect(readPngMetadata(file)).toBeNull()
  })

  it('reads text behind the pixels, where other programs put it', async () => {
    const file = fileOf(writePngMetadata(plain, EMBEDDING))
    const end = file.length - 12
    const first = chunkStart(file, 'tEXt')
    const pixels = chunkStart(file, 'IDAT')
    const moved = Buffer.concat([
      file.subarray(0, first),
      file.subarray(pixels, end),
      file.subarray(first, pixels),
      file.subarray(end),
    ])
    expect(readPngMetadata(moved)?.text).toBe(EMBEDDING.text)
  })

  it('falls back to the Exif chunk', async () => {
    const exif = { IFD0: { Software: 'x' }, IFD2: { UserComment: '{"prompt": "from exif"}' } }
    const file = await sharp(plain).withExif(exif).png().toBuffer()
    expect(readPngMetadata(file)?.text).toBe('{"prompt": "from exif"}')
  })
})

function fileOf(result: WriteResult): Uint8Array<ArrayBuffer> {
  if (result.kind !== 'written') throw new Error(result.reason)
  return result.file
}

function chunkTypes(file: Uint8Array): string[] {
  const bytes = Buffer.from(file)
  const types: string[] = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at))
    types.push(bytes.toString('latin1', at + 4, at + 8))
  return types
}

function chunkStart(file: Uint8Array, type: string): number {
  return Buffer.from(file).indexOf(type, 0, 'latin1') - 4
}
