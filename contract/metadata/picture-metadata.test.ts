import fc from 'fast-check'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { joinBytes } from './byte-fields.ts'
import { MAX_TEXT_BYTES } from './embedding.ts'
import type { PictureMime } from '../image.ts'
import { readMetadata, writeMetadata } from './picture-metadata.ts'
import { toA1111Text } from './scheme-a1111.ts'
import { toFooocusJson } from './scheme-fooocus.ts'
import { FULL_PARAMETERS } from './testing/sample-parameters.ts'

const MIMES = ['image/png', 'image/jpeg', 'image/webp'] as const
const PARAMETERS = { ...FULL_PARAMETERS, prompt: 'a 猫\nin the snow', fullPrompt: ['a 猫', 'in the snow'] }
const TEXTS = { fooocus: toFooocusJson(PARAMETERS), a1111: toA1111Text(PARAMETERS) }

const plain = new Map<PictureMime, Uint8Array>()

beforeAll(async () => {
  const noise = Uint8Array.from({ length: 32 * 24 * 3 }, (_value, at) => (at * 53) & 0xff)
  const picture = sharp(noise, { raw: { width: 32, height: 24, channels: 3 } })
  plain.set('image/png', await picture.clone().png().toBuffer())
  plain.set('image/jpeg', await picture.clone().jpeg().toBuffer())
  plain.set('image/webp', await picture.clone().webp().toBuffer())
})

describe.each(MIMES)('metadata in %s', (mime) => {
  it.each(['fooocus', 'a1111'] as const)('comes back in scheme %s', (scheme) => {
    const read = readMetadata(written(mime, scheme))
    expect(read).toMatchObject({
      kind: 'found',
      format: mime.slice('image/'.length),
      scheme,
      text: TEXTS[scheme],
      parameters: {
        prompt: PARAMETERS.prompt,
        seed: '12345',
        steps: 30,
        resolution: { width: 1152, height: 896 },
      },
    })
  })

  it('is absent before it is written', () => {
    expect(readMetadata(plain.get(mime)!)).toEqual({ kind: 'none', format: mime.slice('image/'.length) })
  })

  it('leaves the original alone', () => {
    const before = plain.get(mime)!.slice()
    written(mime, 'fooocus')
    expect(plain.get(mime)).toEqual(before)
  })

  it('is refused for a file of another type', () => {
    const other = plain.get(mime === 'image/png' ? 'image/jpeg' : 'image/png')!
    const embedding = { scheme: 'fooocus', text: '{}', version: 'v' } as const
    expect(writeMetadata(other, mime, embedding)).toEqual({ kind: 'refused', reason: 'wrong-type' })
  })

  it('is refused when it is beyond all measure', () => {
    const embedding = { scheme: 'a1111', text: 'é'.repeat(MAX_TEXT_BYTES / 2 + 1), version: 'v' } as const
    expect(writeMetadata(plain.get(mime)!, mime, embedding)).toMatchObject({
      kind: 'refused',
      reason: 'too-large',
    })
  })

  it('never makes a cut file throw', () => {
    const file = written(mime, 'a1111')
    for (let length = 0; length < file.length; length++) {
      const cut = file.subarray(0, length)
      readMetadata(cut)
      writeMetadata(cut, mime, { scheme: 'a1111', text: 'x', version: 'v' })
    }
  })

  it('never makes a damaged file throw', () => {
    const file = written(mime, 'a1111')
    const flips = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(flips, fc.nat(file.length), (changes, cut) => {
        const damaged = file.slice()
        for (const [at, mask] of changes) damaged[at]! ^= mask
        readMetadata(damaged)
        readMetadata(damaged.subarray(0, cut))
        writeMetadata(damaged, mime, { scheme: 'a1111', text: 'x', version: 'v' })
      }),
      { numRuns: 400 },
    )
  })
})

describe('readMetadata', () => {
  it('says what a file is that is no picture', () => {
    expect(readMetadata(Buffer.from('%PDF-1.7'))).toEqual({ kind: 'not-a-picture', looksLike: 'pdf' })
  })

  it('says of pictures without room for metadata that there is none', () => {
    expect(readMetadata(Buffer.from('GIF89a'))).toEqual({ kind: 'none', format: 'gif' })
  })

  it('answers random bytes behind any file head', () => {
    const heads = fc.constantFrom(
      '',
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff\xe1',
      'RIFF\xff\0\0\0WEBPEXIF',
      'MM\0*',
    )
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 400 }), (head, tail) => {
        const file = joinBytes([Buffer.from(head, 'latin1'), tail])
        expect(['found', 'none', 'not-a-picture']).toContain(readMetadata(file).kind)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes four megabytes of tiny chunks in its stride', () => {
    const repeat = (head: string, piece: string) =>
      Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(1 << 22, piece, 'latin1')])
    const files = [
      repeat('\x89PNG\r\n\x1a\n', '\0\0\0\0tEXt\0\0\0\0'),
      repeat('\xff\xd8\xff\xe0\0\x02', '\xff\xe1\0\x02'),
      repeat('\xff\xd8\xff\xe0\0\x02', '\xff'),
      repeat('RIFF\xff\xff\xff\xffWEBP', 'EXIF\0\0\0\0'),
    ]
    expect(files.map((file) => readMetadata(file).kind)).toEqual(['none', 'none', 'none', 'none'])
  })

  it('leaves the comment of a camera alone', async () => {
    const exif = { IFD2: { UserComment: 'Holiday: 2024, Place: sea' } }
    const photo = await sharp(plain.get('image/jpeg')).withExif(exif).jpeg().toBuffer()
    expect(readMetadata(photo)).toEqual({ kind: 'none', format: 'jpeg' })
  })

  it('reads parameters that another program wrote as a standard comment', async () => {
    const UserComment = 'a cat\nSteps: 20, Sampler: Euler a, Seed: 7, Size: 512x512'
    const photo = await sharp(plain.get('image/jpeg')).withExif({ IFD2: { UserComment } }).jpeg().toBuffer()
    expect(readMetadata(photo)).toMatchObject({
      kind: 'found',
      scheme: 'a1111',
      parameters: { prompt: 'a cat', seed: '7' },
    })
  })

  it('does not take JSON with few keys of ours for ours', async () => {
    const exif = { IFD2: { UserComment: '{"version": "1.0", "filter": "sepia"}' } }
    const photo = await sharp(plain.get('image/jpeg')).withExif(exif).jpeg().toBuffer()
    expect(readMetadata(photo).kind).toBe('none')
  })
})

function written(mime: PictureMime, scheme: 'fooocus' | 'a1111'): Uint8Array<ArrayBuffer> {
  const result = writeMetadata(plain.get(mime)!, mime, {
    scheme,
    text: TEXTS[scheme],
    version: 'Fooocus v2.5.5',
  })
  if (result.kind !== 'written') throw new Error(result.reason)
  return result.file
}
