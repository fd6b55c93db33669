import { makeZip } from 'client-zip'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { writeMetadata } from '../../../contract/metadata/picture-metadata.ts'
import { toFooocusJson } from '../../../contract/metadata/scheme-fooocus.ts'
import { SAMPLE_PARAMETERS } from '../../../contract/metadata/testing/sample-parameters.ts'
import type { ImportedPicture } from '../../../contract/picture-library.ts'
import type { PictureId, PictureRecord } from '../../../contract/picture.ts'
import { GenerationRequest } from '../../../contract/request.ts'
import { aPicture } from '../../testing/a-picture.ts'
import { sayEnglish } from '../../text/say-english.ts'
import { importFiles } from './import-files.ts'
import { importSentence } from './import-sentence.ts'
import { zipOfPictures } from './zip-of-pictures.ts'

const say = sayEnglish()

function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(PNG.sync.write(new PNG({ width, height })))
}

const input = { mime: 'image/png', bytes: Uint8Array.of(1, 2, 3) }
const pictures: readonly PictureRecord[] = ['a', 'b', 'c'].map((name, at) =>
  aPicture(name, {
    // Two are of one second, so that their files would have the same name.
    createdAt: Date.UTC(2026, 10, 28, 12, 0, at === 2 ? 1 : 0),
    ...{ width: 3 + at, height: 2, bytes: png(3 + at, 2).length },
    isFavourite: at === 1,
    parameters: SAMPLE_PARAMETERS,
    request: GenerationRequest.parse({
      prompt: `<b>${name}</b>`,
      ...(at === 0 && { upscale_or_vary: { uov_method: 'Upscale (2x)', uov_input_image: input } }),
    }),
  }),
)

/** The pictures as a zip; one has lost its file. */
async function zipFile(signal = new AbortController().signal): Promise<File> {
  const gone = aPicture('gone')
  const stream = zipOfPictures(
    [...pictures, gone].map(({ id }) => id),
    {
      recordsOf: async (ids) => [...pictures, gone].filter(({ id }) => ids.includes(id)),
      files: {
        load: async (id) => {
          const record = pictures.find((picture) => picture.id === id)
          return record ? new Blob([png(record.width, record.height)]) : null
        },
      },
      say,
      signal,
      onDone: () => {},
    },
  )
  return new File([await new Response(stream).blob()], 'pictures.zip')
}

async function fileOf(entries: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): Promise<File> {
  const list = Object.entries(entries).map(([name, content]) => ({ name, input: content }))
  return new File([await new Response(makeZip(list)).blob()], 'some.zip')
}

/** A gallery that keeps what it is given. */
function gallery() {
  const kept = new Map<PictureId, ImportedPicture>()
  return {
    kept,
    bring: (files: readonly File[], isFull = false) =>
      importFiles(files, {
        library: {
          add: async (added) =>
            added.map((picture) => {
              const error = { code: 'storage_full', message: '', detail: {} } as const
              if (isFull && kept.size > 0) return { outcome: 'failed', error }
              const isKnown = kept.has(picture.record.id)
              if (!isKnown) kept.set(picture.record.id, picture)
              return { outcome: isKnown ? 'known' : 'added' }
            }),
        },
        ground: { styleNames: [], model: null, models: [], loras: [] },
        onDone: () => {},
        signal: new AbortController().signal,
      }),
  }
}

describe('a zip of pictures', () => {
  it('brings everything back as it was, once', async () => {
    const { kept, bring } = gallery()
    const zip = await zipFile()
    expect(await bring([zip])).toEqual({ added: 3, known: 0, failed: 0, error: null })
    const came = pictures.map(({ id }) => kept.get(id)?.record)
    expect(came).toEqual(pictures.map((picture) => ({ ...picture, origin: 'imported' })))
    expect(await bring([zip])).toMatchObject({ added: 0, known: 3 })
  })

  it('has a log that refers to the files beside it, and lets no prompt become part of the page', async () => {
    const text = await (await zipFile()).text()
    expect(text).toContain('<img src="2026-11-28_')
    expect(text).toContain("img-src 'self' file:")
    expect(text).not.toContain('<b>a</b></')
  })

  it('ends when it is cancelled', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(zipFile(stop.signal)).rejects.toThrow()
  })
})

describe('an import', () => {
  it('reads what a picture by itself says about its making, and knows it again', async () => {
    const { kept, bring } = gallery()
    const text = toFooocusJson(SAMPLE_PARAMETERS)
    const made = writeMetadata(png(64, 32), 'image/png', { scheme: 'fooocus', text, createdBy: '' } as never)
    if (made.kind !== 'written') throw new Error(made.kind)
    const file = new File([new Uint8Array(made.file)], 'fox.png', { lastModified: 5 })
    expect(await bring([file])).toMatchObject({ added: 1, failed: 0 })
    const [picture] = [...kept.values()]
    expect(picture!.record).toMatchObject({
      origin: 'imported',
      createdAt: 5,
      width: 64,
      height: 32,
      seed: SAMPLE_PARAMETERS.seed,
      request: { prompt: SAMPLE_PARAMETERS.prompt },
    })
    expect(await bring([file])).toMatchObject({ added: 0, known: 1 })
  })

  it('takes a zip of plain pictures, in folders too', async () => {
    const { kept, bring } = gallery()
    const zip = await fileOf({ 'mine/one.png': png(5, 5), 'mine/notes.txt': 'x', '__MACOSX/one.png': 'x' })
    expect(await bring([zip])).toMatchObject({ added: 1, failed: 0 })
    expect([...kept.values()][0]!.record.request.prompt).toBe('')
  })

  it.each<[string, () => Promise<File> | File, string, string]>([
    ['bytes that are no zip', () => new File(['nothing'], 'a.zip'), 'invalid_file', 'not_a_zip'],
    ['a zip without pictures', () => fileOf({ 'a.txt': 'x' }), 'invalid_file', 'no_pictures'],
    ['a text', () => new File(['nothing'], 'a.png'), 'invalid_file', 'not_a_picture'],
    [
      'half a picture',
      () => new File([png(99, 99).subarray(0, 80)], 'a.png'),
      'invalid_file',
      'not_a_picture',
    ],
    [
      'a damaged list',
      () => fileOf({ 'a.png': png(1, 1), 'pictures.json': '{"format":' }),
      'invalid_file',
      'records',
    ],
  ])('refuses %s, and takes what is beside it', async (_, bad, code, reason) => {
    const { bring } = gallery()
    const report = await bring([await bad(), new File([png(7, 7)], 'good.png')])
    expect(report).toMatchObject({ added: 1, failed: 1, error: { code, detail: { reason } } })
  })

  it('does not unpack what grows beyond measure', async () => {
    const zip = await fileOf({ 'a.png': png(9, 9) })
    const bytes = new Uint8Array(await zip.arrayBuffer())
    // What the directory at the end states: the way of packing 10 bytes behind its mark, the size 24 behind.
    const at = bytes.findLastIndex((byte, i) => byte === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1)
    bytes[at + 10] = 8
    bytes.set([0xff, 0xff, 0xff, 0x7f], at + 24)
    const report = await gallery().bring([new File([bytes], 'bomb.zip')])
    expect(report).toMatchObject({ added: 0, error: { code: 'payload_too_large' } })
  })

  it('does not trust a list of pictures further than its files', async () => {
    const list = {
      format: 'fooocus-tab-pictures',
      version: 1,
      pictures: [
        { file: 'a.png', record: { ...aPicture('a'), id: '../evil' } },
        { file: 'b.png', record: { ...aPicture('b'), width: 9999 } },
        { file: 'missing.png', record: aPicture('c') },
        'odd',
      ],
    }
    const { kept, bring } = gallery()
    const zip = await fileOf({
      'a.png': png(4, 4),
      'b.png': png(5, 5),
      'pictures.json': JSON.stringify(list),
    })
    expect(await bring([zip])).toMatchObject({ added: 2 })
    expect([...kept.keys()].some((id) => id.includes('evil'))).toBe(false)
    expect(kept.get(aPicture('b').id)?.record.width).toBe(5)
  })

  it('ends on a full disk, and says how many came in', async () => {
    const { bring } = gallery()
    const files = Array.from({ length: 30 }, (_, n) => new File([png(n + 1, 1)], `${n}.png`))
    const report = await bring(files, true)
    expect(report).toMatchObject({ added: 1, error: { code: 'storage_full' } })
    expect(report.failed).toBeLessThan(29)
    expect(importSentence(report, say)).toMatch(/^1 picture imported; \d+ files could not be imported\. $/u)
  })
})
