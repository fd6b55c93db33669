import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readImageFacts } from '../../contract/metadata/image-facts.ts'
import { createPictureFiles } from '../files/picture-files.ts'
import type { PictureFiles } from '../files/ports.ts'
import { announce, makeAnimatedPng, makePicture, makePixelBomb } from '../files/testing/sample-pictures.ts'
import { makeFolder } from '../files/testing/temporary-folder.ts'
import { createGuardedFetch } from './guarded-fetch.ts'
import { createInputImageReader, MAX_IMAGE_BYTES } from './input-images.ts'
import type { InputImageReader } from './parts.ts'
import { serveHttp, type StrangeServer } from './testing/strange-server.ts'

const FIELD = 'uov_input_image'

let png: Uint8Array<ArrayBuffer>
let text: string
let folder: ReturnType<typeof makeFolder>
let files: PictureFiles
let server: StrangeServer
let answer: { status: number; body: Uint8Array; location?: string }

beforeAll(async () => {
  png = await makePicture()
  text = Buffer.from(png).toString('base64')
  server = await serveHttp((_request, response) => {
    const headers = answer.location === undefined ? {} : { location: answer.location }
    response.writeHead(answer.status, headers).end(answer.body)
  })
})

afterAll(() => server.close())

beforeEach(() => {
  folder = makeFolder()
  const at = { outputs: `${folder.path}/outputs`, inputs: `${folder.path}/inputs` }
  files = createPictureFiles({ ...at, now: Date.now, random: Math.random })
  answer = { status: 200, body: png }
})

afterEach(() => folder.remove())

function reader(allowUrls = true): InputImageReader {
  const guarded = createGuardedFetch({ allowPrivate: false, allowAddresses: ['127.0.0.1'], timeoutMs: 2000 })
  return createInputImageReader({
    files,
    fetchImage: guarded.getBytes,
    allowUrls,
    ownAddress(url) {
      const found = /^\/(outputs|inputs)\/(.+)$/.exec(url.pathname)
      if (url.host !== 'relay.test' || !found) return null
      return { kind: found[1] as 'outputs' | 'inputs', file: decodeURIComponent(found[2]!) }
    },
  })
}

const failing = (reason: string, code = 'invalid_request') => ({ code, detail: { field: FIELD, reason } })

describe('fromText', () => {
  it.each([null, '', '  ', 'None', 'none', 'null', 'string', ' None\n'])(
    'takes %j for no image',
    async (value) => {
      expect(await reader().fromText(value, FIELD)).toBeNull()
    },
  )

  it.each<[string, (base64: string) => string]>([
    ['base64', (base64) => base64],
    ['base64 without padding', (base64) => base64.replace(/=+$/, '')],
    ['base64 of the URL-safe alphabet', (base64) => base64.replaceAll('+', '-').replaceAll('/', '_')],
    ['base64 in lines', (base64) => base64.replace(/.{76}/g, '$&\r\n')],
    ['base64 between white space', (base64) => `\n\t ${base64} \n`],
    ['a data URL', (base64) => `data:image/png;base64,${base64}`],
    ['a data URL in capitals', (base64) => `DATA:IMAGE/PNG;BASE64,${base64}`],
    [
      'a data URL with parameters',
      (base64) => `data:image/png;name=a%20b.png;charset=utf-8;base64,${base64}`,
    ],
    ['a data URL of another type', (base64) => `data:application/octet-stream;base64,${base64}`],
    ['a data URL that does not say base64', (base64) => `data:image/png,${base64}`],
    ['a data URL with escapes', (base64) => `data:image/png;base64,${encodeURIComponent(base64)}`],
    [
      'a data URL with white space',
      (base64) => `data:image/png;base64,\n ${base64.slice(0, 9)} ${base64.slice(9)}`,
    ],
  ])('reads %s', async (_form, write) => {
    expect(await reader().fromText(write(text), FIELD)).toEqual({ mime: 'image/png', bytes: png })
  })

  it.each([
    'hello world!',
    'data:image/png;base64',
    'data:image/png;base64,%ZZ',
    'iVBO=Rw0',
    '{"a":1}',
    '<svg/>',
  ])('refuses %j and names the field', async (value) => {
    await expect(reader().fromText(value, FIELD)).rejects.toMatchObject(failing('bad_base64'))
    await expect(reader().fromText(value, FIELD)).rejects.toThrow(FIELD)
  })

  it('refuses text that is too long before it decodes anything', async () => {
    const long = 'A'.repeat(Math.ceil(MAX_IMAGE_BYTES * 1.5))
    await expect(reader().fromText(long, FIELD)).rejects.toMatchObject(
      failing('too_large', 'payload_too_large'),
    )
    const little = 'A'.repeat(Math.ceil((MAX_IMAGE_BYTES / 3) * 4) + 8)
    await expect(reader().fromText(little, FIELD)).rejects.toMatchObject(
      failing('too_large', 'payload_too_large'),
    )
  })
})

describe('addresses', () => {
  it('are fetched where that is allowed', async () => {
    const image = await reader().fromText(`${server.base}/a.png?x=1`, FIELD)
    expect(image).toEqual({ mime: 'image/png', bytes: png })
  })

  it('are refused where it is not', async () => {
    await expect(reader(false).fromText(`${server.base}/a.png`, FIELD)).rejects.toMatchObject(
      failing('urls_off'),
    )
  })

  it.each([
    ['http://169.254.169.254/latest', 'not_https'],
    ['https://169.254.169.254/latest', 'private_address'],
    ['HTTPS://[::1]/', 'private_address'],
    ['https://', 'bad_url'],
    ['https://user:secret@example.com/a.png', 'credentials'],
  ])('%s is refused: %s', async (url, reason) => {
    await expect(reader().fromText(url, FIELD)).rejects.toMatchObject(failing(reason))
  })

  it('that answer with something else than a picture are refused', async () => {
    const read = () => reader().fromText(server.base, FIELD)
    answer = { status: 200, body: Buffer.from('<html>') }
    await expect(read()).rejects.toMatchObject(failing('not_an_image'))
    answer = { status: 404, body: png }
    await expect(read()).rejects.toMatchObject(failing('status'))
    answer = { status: 302, body: png, location: 'https://10.0.0.1/' }
    await expect(read()).rejects.toMatchObject(failing('private_address'))
    answer = { status: 200, body: new Uint8Array(MAX_IMAGE_BYTES + 1) }
    await expect(read()).rejects.toMatchObject(failing('too_large', 'payload_too_large'))
  })

  it('of our own pictures are read from disk, even where no others are fetched', async () => {
    const upload = await files.begin(announce(png, { saveName: 'my cat' }))
    await upload.write(png)
    const output = await upload.commit()
    const input = await files.saveInput('x', 'image/png', png)
    for (const path of [`outputs/${encodeURI(output.file)}`, `inputs/${input.file}`]) {
      const image = await reader(false).fromText(`http://relay.test/${path}`, FIELD)
      expect(image?.bytes).toEqual(png)
    }
    expect(readFileSync(`${folder.path}/outputs/${output.file}`).equals(png)).toBe(true)
  })

  it.each(['outputs/..%2f..%2fsecret.png', 'outputs/none.png', 'inputs/..%5csecret.png', 'inputs/a%00.png'])(
    'of pictures that we do not have are refused: %s',
    async (path) => {
      const read = reader(false).fromText(`http://relay.test/${path}`, FIELD)
      await expect(read).rejects.toMatchObject(failing('missing'))
    },
  )
})

describe('fromBytes', () => {
  const latin1 = (value: string) => Buffer.from(value, 'latin1')

  it.each(['png', 'jpeg', 'webp'] as const)('knows a %s by its bytes', async (format) => {
    const bytes = await makePicture(format)
    expect(reader().fromBytes(bytes, FIELD)).toEqual({ mime: `image/${format}`, bytes })
  })

  it.each([
    ['SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>'), 'svg'],
    ['HTML', latin1('<!doctype html><script>alert(1)</script>'), 'text'],
    ['GIF', latin1('GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;'), 'gif'],
    ['PDF', latin1('%PDF-1.7\n\x89PNG\r\n\x1a\n'), 'pdf'],
    ['ZIP', latin1('PK\x03\x04'), 'zip'],
    ['nothing', new Uint8Array(), 'empty'],
    ['a PNG signature before HTML', latin1('\x89PNG\r\n\x1a\n<html>'), 'png'],
  ])('refuses %s', (_name, bytes, found) => {
    const detail = { field: FIELD, reason: 'not_an_image', found }
    expect(() => reader().fromBytes(bytes, FIELD)).toThrow(expect.objectContaining({ detail }))
  })

  it('refuses HTML before a picture, and cuts off what is behind one', async () => {
    const html = latin1('<html><script>alert(1)</script></html>')
    const before = Buffer.concat([html, png])
    expect(() => reader().fromBytes(before, FIELD)).toThrow('is not a PNG, JPEG or WebP picture')
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const bytes = await makePicture(format)
      expect(reader().fromBytes(Buffer.concat([bytes, html]), FIELD).bytes).toEqual(bytes)
    }
  })

  it('refuses animations and pixel bombs', () => {
    const refused = (bytes: Uint8Array) => {
      try {
        return reader().fromBytes(bytes, FIELD)
      } catch (error) {
        return error
      }
    }
    expect(refused(makeAnimatedPng())).toMatchObject(failing('animated'))
    expect(refused(makePixelBomb())).toMatchObject(failing('too_many_pixels'))
    expect(refused(makePixelBomb(4097))).toMatchObject(failing('too_many_pixels'))
    expect(refused(makePixelBomb(4096))).toMatchObject({ mime: 'image/png' })
    expect(refused(png.subarray(0, png.length - 4))).toMatchObject(failing('cut'))
    expect(refused(new Uint8Array(MAX_IMAGE_BYTES + 1))).toMatchObject(
      failing('too_large', 'payload_too_large'),
    )
  })

  it('takes a JPEG that lacks only its end marker', async () => {
    const bytes = (await makePicture('jpeg')).slice(0, -2)
    expect(readImageFacts(bytes)?.end).toBeNull()
    expect(reader().fromBytes(bytes, FIELD).bytes).toEqual(bytes)
  })

  it('takes a JPEG that is to be shown rotated as it is', async () => {
    const bytes = await sharp(png).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(reader().fromBytes(bytes, FIELD)).toEqual({ mime: 'image/jpeg', bytes: new Uint8Array(bytes) })
  })

  it('shares no memory with what it was given', () => {
    const bytes = png.slice()
    const image = reader().fromBytes(bytes, FIELD)
    bytes.fill(0)
    expect(image.bytes).toEqual(png)
  })
})
