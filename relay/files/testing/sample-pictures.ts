import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { crc32 } from '../../../contract/metadata/crc32.ts'
import type { NewPicture } from '../ports.ts'

/** A real picture of one colour. */
export async function makePicture(
  format: 'png' | 'jpeg' | 'webp' = 'png',
  { width = 40, height = 30, colour = '#c81e5a' } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const create = { width, height, channels: 3, background: colour } as const
  return new Uint8Array(await sharp({ create }).toFormat(format).toBuffer())
}

/** Announces bytes as a picture of 40×30; what is given wins. */
export function announce(bytes: Uint8Array, more: Partial<NewPicture> = {}): NewPicture {
  return {
    jobId: 'job' as NewPicture['jobId'],
    index: 0,
    mime: 'image/png',
    bytes: bytes.length,
    sha256: sha256(bytes),
    width: 40,
    height: 30,
    seed: '1',
    parameters: null,
    createdAt: new Date(2026, 0, 31, 12, 30, 5).getTime(),
    saveName: null,
    ...more,
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A PNG of 30 000×30 000 black pixels, whole and valid, in about 110 kB. */
export function makePixelBomb(side = 30_000): Uint8Array<ArrayBuffer> {
  const row = Math.ceil(side / 8) + 1
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc(row * side), { level: 9 })
  return makePng([
    ['IHDR', header],
    ['IDAT', pixels],
  ])
}

/** An animated PNG as its control chunk says. */
export function makeAnimatedPng(): Uint8Array<ArrayBuffer> {
  const header = Buffer.from([0, 0, 0, 40, 0, 0, 0, 30, 8, 0, 0, 0, 0])
  return makePng([
    ['IHDR', header],
    ['acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])],
    ['IDAT', deflateSync(Buffer.alloc(41 * 30))],
  ])
}

function makePng(chunks: readonly (readonly [string, Buffer])[]): Uint8Array<ArrayBuffer> {
  const parts = [...chunks, ['IEND', Buffer.alloc(0)] as const].map(([type, content]) => {
    const body = Buffer.concat([Buffer.from(type), content])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(content.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  })
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]))
}
