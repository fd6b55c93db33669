import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { StoredPicture } from '../jobs/job.ts'
import { createPictureFiles } from './picture-files.ts'
import type { NewPicture, PictureFiles } from './ports.ts'
import { announce, makeAnimatedPng, makePicture, sha256 } from './testing/sample-pictures.ts'
import { makeFolder, mountSmallDisk } from './testing/temporary-folder.ts'

const DAY = '2026-01-31'

let png: Uint8Array<ArrayBuffer>
let folder: ReturnType<typeof makeFolder>
let outputs: string
let inputs: string
let files: PictureFiles

beforeAll(async () => {
  png = await makePicture()
})

beforeEach(() => {
  folder = makeFolder()
  outputs = join(folder.path, 'outputs')
  inputs = join(folder.path, 'inputs')
  files = open()
})

afterEach(() => folder.remove())

function open(random = () => 0.25): PictureFiles {
  return createPictureFiles({ outputs, inputs, now: Date.now, random })
}

async function upload(bytes: Uint8Array, more: Partial<NewPicture> = {}): Promise<StoredPicture> {
  const incoming = await files.begin(announce(bytes, more))
  await incoming.write(bytes)
  return incoming.commit()
}

async function read(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream as AsyncIterable<Buffer>) pieces.push(piece)
  return Buffer.concat(pieces)
}

const leftovers = () => readdirSync(join(outputs, '.tmp'))
const kept = () =>
  readdirSync(outputs, { recursive: true }).filter((name) => !String(name).startsWith('.tmp'))

describe('an upload', () => {
  it('becomes a file in the folder of its day, with the bytes that came', async () => {
    const stored = await upload(png)
    expect(stored).toEqual({
      index: 0,
      file: `${DAY}/${DAY}_12-30-05_3250.png`,
      mime: 'image/png',
      bytes: png.length,
      sha256: sha256(png),
      width: 40,
      height: 30,
      seed: '1',
      parameters: null,
    })
    expect(new Uint8Array(readFileSync(join(outputs, stored.file)))).toEqual(png)
    expect(leftovers()).toEqual([])
  })

  it.each(['jpeg', 'webp'] as const)('may be a %s', async (format) => {
    const bytes = await makePicture(format)
    const stored = await upload(bytes, { mime: `image/${format}` })
    expect(stored.file).toMatch(new RegExp(`\\.${format}$`))
  })

  it('may come in pieces that are handed over without waiting', async () => {
    const incoming = await files.begin(announce(png))
    const writes: Promise<void>[] = []
    for (let at = 0; at < png.length; at += 7) writes.push(incoming.write(png.subarray(at, at + 7)))
    expect(incoming.received).toBe(png.length)
    const stored = await incoming.commit()
    await Promise.all(writes)
    expect(readFileSync(join(outputs, stored.file)).equals(png)).toBe(true)
  })

  it('takes a hash in capitals, and commits once however often it is asked to', async () => {
    const incoming = await files.begin(announce(png, { sha256: sha256(png).toUpperCase() }))
    await incoming.write(png)
    const [one, other] = await Promise.all([incoming.commit(), incoming.commit()])
    expect(one).toBe(other)
    expect(one.sha256).toBe(sha256(png))
    expect(kept()).toHaveLength(2)
  })

  it('leaves nothing when it is given up, and keeps a file that has its name already', async () => {
    const dropped = await files.begin(announce(png))
    void dropped.write(png)
    await dropped.abort()
    expect([leftovers(), kept()]).toEqual([[], []])
    await expect(dropped.write(png)).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(dropped.commit()).rejects.toMatchObject({ code: 'invalid_request' })

    const incoming = await files.begin(announce(png))
    await incoming.write(png)
    const { file } = await incoming.commit()
    await incoming.abort()
    expect(existsSync(join(outputs, file))).toBe(true)
    await expect(incoming.write(png)).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('a picture that is not what was announced', () => {
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><script/></svg>')

  it.each([
    ['wrong_hash', async () => announce(png, { sha256: '0'.repeat(64) }), async () => png],
    ['wrong_length', async () => announce(png, { bytes: png.length + 1 }), async () => png],
    ['wrong_size', async () => announce(png, { width: 30, height: 40 }), async () => png],
    ['wrong_type', async () => announce(png, { mime: 'image/webp' }), async () => png],
    ['wrong_type', async () => announce(html), async () => html],
    ['wrong_type', async () => announce(svg), async () => svg],
    ['wrong_type', async () => announce(makeAnimatedPng()), async () => makeAnimatedPng()],
    ['not_whole', async () => announce(Buffer.concat([png, html])), async () => Buffer.concat([png, html])],
    ['not_whole', async () => announce(png.subarray(0, -1)), async () => png.subarray(0, -1)],
  ])('is refused with %s and leaves nothing', async (reason, announced, bytes) => {
    const incoming = await files.begin(await announced())
    await incoming.write(await bytes())
    await expect(incoming.commit()).rejects.toMatchObject({
      code: 'invalid_request',
      detail: { reason, index: 0 },
    })
    expect([leftovers(), kept()]).toEqual([[], []])
    await incoming.abort()
  })

  it('is refused at the first byte too many', async () => {
    const incoming = await files.begin(announce(png))
    const first = incoming.write(png)
    await expect(incoming.write(Uint8Array.of(0))).rejects.toMatchObject({ detail: { reason: 'too_large' } })
    await first
    await expect(incoming.commit()).rejects.toMatchObject({ code: 'invalid_request' })
    expect([leftovers(), kept()]).toEqual([[], []])
  })
})

describe('names', () => {
  it('are unique when 200 pictures are committed at once in the same second', async () => {
    let calls = 0
    // Ten uploads each begin with the same number.
    files = open(() => (calls++ % 20) / 10_000)
    const stored = await Promise.all(Array.from({ length: 200 }, (_, index) => upload(png, { index })))
    expect(new Set(stored.map(({ file }) => file)).size).toBe(200)
    expect(readdirSync(join(outputs, DAY))).toHaveLength(200)
    expect(leftovers()).toEqual([])
  })

  it('never take the place of another file, whoever made it', async () => {
    mkdirSync(join(outputs, DAY))
    writeFileSync(join(outputs, DAY, 'tom-0.png'), 'mine')
    const stored = await Promise.all(Array.from({ length: 15 }, () => upload(png, { saveName: 'tom' })))
    expect(new Set(stored.map(({ file }) => file)).size).toBe(15)
    expect(readFileSync(join(outputs, DAY, 'tom-0.png'), 'utf8')).toBe('mine')
    expect(stored.map(({ file }) => file)).toContain(`${DAY}/tom-0_2.png`)
  })

  it.each([
    ['../../escape', 'escape-0.png'],
    ['/abs/olute', 'abs/olute-0.png'],
    ['..\\..\\win', 'win-0.png'],
    ['CON', 'CON_-0.png'],
    ['.hidden/.x', 'hidden/x-0.png'],
    ['x.png/y', 'x.png_/y-0.png'],
  ])('asked for as %s stay below the day', async (saveName, expected) => {
    const { file } = await upload(png, { saveName })
    expect(file).toBe(`${DAY}/${expected}`)
    expect(await files.openOutput(file)).not.toBeNull()
    expect(readdirSync(folder.path).sort()).toEqual(['inputs', 'outputs'])
  })

  it('are not taken in a folder that is a link to elsewhere', async () => {
    const elsewhere = makeFolder()
    symlinkSync(elsewhere.path, join(outputs, DAY))
    await expect(upload(png)).rejects.toMatchObject({ code: 'storage_unavailable' })
    expect([readdirSync(elsewhere.path), leftovers()]).toEqual([[], []])
    elsewhere.remove()
  })
})

describe('openOutput', () => {
  it('gives the whole file, a stream, or a part of it', async () => {
    const { file } = await upload(png)
    const opened = await files.openOutput(file)
    const { mtimeMs } = await stat(join(outputs, file))
    expect(opened).toMatchObject({ mime: 'image/png', bytes: png.length, modifiedAt: mtimeMs })
    expect(await opened!.whole()).toEqual(png)
    expect(await read(await opened!.stream())).toEqual(Buffer.from(png))
    expect(await read(await opened!.stream({ start: 1, end: 3 }))).toEqual(Buffer.from('PNG'))
  })

  it.each([
    '../secret.png',
    '2026-01-31/../../secret.png',
    '..\\secret.png',
    '/etc/passwd',
    '',
    '.',
    DAY,
    `${DAY}/`,
    `${DAY}/none.png`,
    `none/none.png`,
    `${DAY}/a.png\0.txt`,
    `${DAY}/folder.png`,
    `${DAY}/link.png`,
    'linked/secret.png',
    `${DAY}/note.txt`,
    `${DAY}/page.svg`,
    '.tmp/unfinished.png',
    `${DAY}/a.png/b.png`,
    `${DAY}/${'a'.repeat(300)}.png`,
    '%2e%2e/secret.png',
    `${DAY}/pipe.png`,
  ])('finds nothing at %j', async (file) => {
    writeFileSync(join(folder.path, 'secret.png'), png)
    mkdirSync(join(outputs, DAY, 'folder.png'), { recursive: true })
    symlinkSync(join(folder.path, 'secret.png'), join(outputs, DAY, 'link.png'))
    symlinkSync(folder.path, join(outputs, 'linked'))
    execFileSync('mkfifo', [join(outputs, DAY, 'pipe.png')])
    for (const name of ['a.png', 'note.txt', 'page.svg']) writeFileSync(join(outputs, DAY, name), png)
    writeFileSync(join(outputs, '.tmp', 'unfinished.png'), png)
    expect(await files.openOutput(file)).toBeNull()
    await files.removeOutputs([file])
    expect(readFileSync(join(folder.path, 'secret.png')).equals(png)).toBe(true)
    expect(readdirSync(join(outputs, DAY))).toHaveLength(6)
  })

  it('does not follow a link that took the place of the file after it was found', async () => {
    const { file } = await upload(png)
    const opened = await files.openOutput(file)
    await files.removeOutputs([file])
    mkdirSync(join(outputs, DAY))
    writeFileSync(join(folder.path, 'secret.png'), png)
    symlinkSync(join(folder.path, 'secret.png'), join(outputs, file))
    await expect(opened!.whole()).rejects.toMatchObject({ code: 'storage_unavailable' })
    await expect(opened!.stream()).rejects.toMatchObject({ code: 'storage_unavailable' })
  })

  it('says so where the file was removed after it was found', async () => {
    const { file } = await upload(png)
    const opened = await files.openOutput(file)
    await files.removeOutputs([file])
    await expect(opened!.whole()).rejects.toMatchObject({ code: 'not_found' })
    await expect(opened!.stream()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('sends a file to its end that is removed once its stream is open', async () => {
    const { file } = await upload(png)
    const stream = await (await files.openOutput(file))!.stream()
    await files.removeOutputs([file])
    expect(await read(stream)).toEqual(Buffer.from(png))
  })
})

describe('removeOutputs', () => {
  it('may take away the folder in which a picture is about to be put', async () => {
    let isOver = false
    // What a removal does to a folder that it left empty, again and again.
    const sweeping = (async () => {
      for (; !isOver; await new Promise((resolve) => setTimeout(resolve, 1))) {
        await rmdir(join(outputs, DAY)).catch(() => {})
      }
    })()
    for (let times = 0; times < 150; times++) await files.removeOutputs([(await upload(png)).file])
    isOver = true
    await sweeping
    expect(kept()).toEqual([])
  })

  it('removes files and the folders they leave empty; missing ones are no error', async () => {
    const one = await upload(png, { saveName: 'a/b/one' })
    const other = await upload(png)
    await files.removeOutputs([one.file, one.file, `${DAY}/none.png`, '../../etc/passwd'])
    expect(kept()).toEqual([DAY, other.file])
    await files.removeOutputs([other.file])
    expect(kept()).toEqual([])
    expect((await upload(png)).file).toMatch(/^2026/)
  })
})

describe('inputs', () => {
  it('are kept once under their hash', async () => {
    const [one, other] = await Promise.all([
      files.saveInput('uov.uov_input_image', 'image/png', png),
      files.saveInput('inpaint.inpaint_input_image', 'image/png', png),
    ])
    const file = `${sha256(png)}.png`
    expect(one).toEqual({
      name: 'uov.uov_input_image',
      mime: 'image/png',
      bytes: png.length,
      sha256: sha256(png),
      file,
    })
    expect(other.file).toBe(file)
    expect(readdirSync(inputs).sort()).toEqual(['.tmp', file].sort())
    expect(readdirSync(join(inputs, '.tmp'))).toEqual([])
    expect(await (await files.openInput(file))?.whole()).toEqual(png)
  })

  it('are written again where a disk has lost a part', async () => {
    const { file } = await files.saveInput('x', 'image/jpeg', png)
    expect(file).toMatch(/\.jpeg$/)
    writeFileSync(join(inputs, file), 'lost')
    await files.saveInput('x', 'image/jpeg', png)
    expect(readFileSync(join(inputs, file)).equals(png)).toBe(true)
  })

  it('are pictures of the three types only', async () => {
    await expect(files.saveInput('x', 'image/svg+xml', png)).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })

  it.each(['../outputs/a.png', 'a.png', `${'0'.repeat(64)}.svg`, `${'A'.repeat(64)}.png`, '.tmp/a.png', ''])(
    'are not found at %j',
    async (file) => expect(await files.openInput(file)).toBeNull(),
  )
})

describe('the start', () => {
  it('removes temporary files that are older than an hour, and only those', () => {
    for (const name of ['old.part', 'new.part']) writeFileSync(join(outputs, '.tmp', name), 'x')
    const twoHoursAgo = Date.now() / 1000 - 7200
    utimesSync(join(outputs, '.tmp', 'old.part'), twoHoursAgo, twoHoursAgo)
    open()
    expect(leftovers()).toEqual(['new.part'])
  })

  it('fails where the folder cannot be one', () => {
    writeFileSync(join(folder.path, 'file'), '')
    const parts = { inputs, now: Date.now, random: Math.random }
    expect(() => createPictureFiles({ ...parts, outputs: join(folder.path, 'file/below') })).toThrow(
      expect.objectContaining({ code: 'storage_unavailable' }),
    )
  })
})

describe('a disk that refuses', () => {
  it('says storage_unavailable when the dated folder cannot be made, and leaves nothing', async () => {
    writeFileSync(join(outputs, DAY), 'in the way')
    await expect(upload(png)).rejects.toMatchObject({ code: 'storage_unavailable' })
    expect(leftovers()).toEqual([])
  })

  it('says storage_unavailable when the temporary folder is gone', async () => {
    folder.remove()
    await expect(files.begin(announce(png))).rejects.toMatchObject({ code: 'storage_unavailable' })
    await expect(files.saveInput('x', 'image/png', png)).rejects.toMatchObject({
      code: 'storage_unavailable',
    })
  })

  it('says storage_full on a full disk, leaves nothing, and goes on once there is room', async (test) => {
    const at = join(folder.path, 'small')
    const disk = mountSmallDisk(at, 64)
    if (!disk) return test.skip('mounting a small disk takes root')
    try {
      const where = { outputs: join(at, 'outputs'), inputs: join(at, 'inputs') }
      files = createPictureFiles({ ...where, now: Date.now, random: () => 0 })
      const large = new Uint8Array(200_000)
      const incoming = await files.begin(announce(large))
      await expect(incoming.write(large)).rejects.toMatchObject({ code: 'storage_full' })
      await expect(incoming.commit()).rejects.toMatchObject({ code: 'invalid_request' })
      await expect(files.saveInput('x', 'image/png', large)).rejects.toMatchObject({ code: 'storage_full' })
      expect(readdirSync(join(where.outputs, '.tmp'))).toEqual([])
      expect(readdirSync(join(where.inputs, '.tmp'))).toEqual([])

      // A write that nobody waits for is told of by the commit, and does not end the process.
      const unwatched = await files.begin(announce(large))
      void unwatched.write(large.subarray(0, 150_000)).catch(() => {})
      await expect(unwatched.commit()).rejects.toMatchObject({ code: 'storage_full' })

      const { file } = await upload(png)
      expect(readFileSync(join(where.outputs, file)).equals(png)).toBe(true)
      disk.makeReadOnly()
      await expect(files.begin(announce(png))).rejects.toMatchObject({ code: 'storage_unavailable' })
      await expect(files.removeOutputs([file])).rejects.toMatchObject({ code: 'storage_unavailable' })
    } finally {
      disk.unmount()
    }
  })
})
