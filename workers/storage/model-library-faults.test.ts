import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BLOCK_BYTES } from '../../contract/manifest.ts'
import { RETRY_DELAYS_MS } from './retry.ts'
import { bytesOf, createLibraryBench, onlyContent, type LibraryBench } from './testing/library-bench.ts'
import { HTML_PAGE, type Fault } from './testing/model-server.ts'

let bench: LibraryBench
beforeEach(async () => void (bench = await createLibraryBench()))
afterEach(() => bench.close())

describe('a connection cut half way', () => {
  it('fails after some attempts and keeps what was verified; resuming fetches only the rest', async () => {
    const made = bench.serve()
    bench.server.break({ kind: 'cut', byte: 4750 })
    await expect(bench.library.download(made.model)).rejects.toMatchObject({ code: 'model_download_failed' })
    const { storedBytes, state } = await bench.library.status(made.model)
    expect(state).toBe('failed')
    expect(storedBytes).toBeGreaterThanOrEqual(4000)
    bench.server.heal()
    bench.mark()
    await bench.library.download(made.model)
    expect(bench.servedBytes()).toBe(9500 - storedBytes)
    expect(await bytesOf(await bench.library.openFile(made.model, 'unet'))).toEqual(onlyContent(made))
  })

  it('tells how far it came', async () => {
    const { model } = bench.serve()
    bench.server.break({ kind: 'cut', byte: 250 })
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({
      code: 'model_download_failed',
      detail: { model: 'tiny', path: 'unet/model.onnx', reason: 'network', storedBytes: 0, totalBytes: 9500 },
    })
  })

  it('is survived when the next attempt succeeds, and only that block is fetched twice', async () => {
    const made = bench.serve()
    bench.server.break({ kind: 'cut', byte: 250 }, 1)
    expect(await bytesOf(await bench.library.openFile(made.model, 'unet'))).toEqual(onlyContent(made))
    expect(bench.servedBytes()).toBe(250 + 9500)
  })

  it('is resumed by another worker from the blocks that the first one stored', async () => {
    const { model } = bench.serve({ hashes: 'whole' })
    bench.server.break({ kind: 'cut', byte: 4750 })
    await expect(bench.library.download(model)).rejects.toThrow()
    const { storedBytes } = await bench.library.status(model)
    bench.server.heal()
    bench.mark()
    await bench.restart().download(model)
    expect(bench.servedBytes()).toBe(9500 - storedBytes)
  })
})

describe('an answer of the wrong length', () => {
  it.each<[string, Fault, string]>([
    ['short without a length', { kind: 'truncate', bytes: 1, announced: false }, 'truncated'],
    ['short and honest about it', { kind: 'truncate', bytes: 1, announced: true }, 'wrong_length'],
    ['too long', { kind: 'extra', bytes: 1 }, 'wrong_length'],
    [
      'of another range',
      { kind: 'header', name: 'content-range', value: 'bytes 7-1006/9500' },
      'wrong_length',
    ],
  ])('that is %s is never stored', async (_, fault, reason) => {
    const { model } = bench.serve({ hashes: 'whole' })
    bench.server.break(fault)
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({
      code: 'model_download_failed',
      detail: { reason },
    })
    expect(await bench.blocks.usage()).toBe(0)
  })

  it('is survived when the next one is right', async () => {
    const made = bench.serve()
    bench.server.break({ kind: 'truncate', bytes: 300, announced: false }, 2)
    expect(await bytesOf(await bench.library.openFile(made.model, 'unet'))).toEqual(onlyContent(made))
  })
})

describe('wrong bytes from the server', () => {
  it('are fetched again, that block alone', async () => {
    const made = bench.serve()
    bench.server.break({ kind: 'flip', byte: 20 }, 1)
    expect(await bytesOf(await bench.library.openFile(made.model, 'unet'))).toEqual(onlyContent(made))
    expect(bench.servedBytes()).toBe(9500 + 1000)
  })

  it('make the model corrupt after three fetches of the same block, which is never stored', async () => {
    const { model } = bench.serve()
    bench.server.break({ kind: 'flip', byte: 3100 })
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({
      code: 'model_corrupt',
      detail: { model: 'tiny', path: 'unet/model.onnx', block: 3, reason: 'hash_mismatch' },
    })
    expect(bench.server.requests.filter((one) => one.range === 'bytes=3000-3999')).toHaveLength(3)
    const stored = await bench.blocks.list('tiny', 'unet/model.onnx')
    expect(stored.map((block) => block.index)).not.toContain(3)
    expect(await bench.library.status(model)).toMatchObject({
      state: 'failed',
      error: { code: 'model_corrupt' },
    })
  })

  it('make the model corrupt after three whole fetches where only the whole has a hash', async () => {
    const { model } = bench.serve({ hashes: 'whole' })
    bench.server.break({ kind: 'flip', byte: 3100 })
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({
      code: 'model_corrupt',
      detail: { model: 'tiny', path: 'unet/model.onnx' },
    })
    expect(bench.servedBytes()).toBe(3 * 9500)
    expect(await bench.blocks.usage()).toBe(0)
  })
})

describe('an error status', () => {
  it('that is final fails at once', async () => {
    const { model } = bench.serve()
    bench.server.files.clear()
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({
      code: 'model_download_failed',
      detail: { model: 'tiny', reason: 'http_status', status: 404, storedBytes: 0, totalBytes: 9500 },
    })
    expect(bench.server.requests).toHaveLength(1)
    expect(bench.clock.waits).toEqual([])
  })

  it('that may pass is waited out, longer each time', async () => {
    const { model } = bench.serve()
    bench.server.break({ kind: 'status', status: 500 }, 3)
    await bench.library.openFile(model, 'unet')
    expect(bench.clock.waits).toEqual(RETRY_DELAYS_MS.slice(0, 3))
  })

  it('that does not pass fails in the end', async () => {
    const { model } = bench.serve()
    bench.server.break({ kind: 'status', status: 503 })
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({ detail: { status: 503 } })
    expect(bench.clock.waits).toEqual(RETRY_DELAYS_MS)
  })

  it('with a time to wait is given that time', async () => {
    const { model } = bench.serve()
    bench.server.break({ kind: 'status', status: 429, retryAfter: '7' }, 1)
    await bench.library.openFile(model, 'unet')
    expect(bench.clock.waits).toEqual([7000])
  })
})

describe('a server that ignores ranges', () => {
  beforeEach(() => bench.server.break({ kind: 'ignore_range' }))

  it('is read once, its one answer cut into blocks', async () => {
    const made = bench.serve()
    expect(await bytesOf(await bench.library.openFile(made.model, 'unet'))).toEqual(onlyContent(made))
    expect(bench.server.requests).toHaveLength(1)
    expect(await bench.blocks.list('tiny', 'unet/model.onnx')).toHaveLength(10)
  })

  it('is read from the start again after a cut, keeping what is stored', async () => {
    const made = bench.serve()
    bench.server.break({ kind: 'cut', byte: 4750 }, 1)
    const before = new Set<string>()
    const library = bench.restart({
      blocks: {
        ...bench.blocks,
        put: (key, block) => {
          expect(before.has(String(key.index))).toBe(false)
          before.add(String(key.index))
          return bench.blocks.put(key, block)
        },
      },
    })
    expect(await bytesOf(await library.openFile(made.model, 'unet'))).toEqual(onlyContent(made))
    expect(bench.server.requests).toHaveLength(2)
  })

  it('is refused when its file is longer or shorter than it should be', async () => {
    const { model } = bench.serve()
    bench.server.break({ kind: 'extra', bytes: 10 })
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({
      detail: { reason: 'wrong_length' },
    })
  })

  it('has wrong bytes fetched again', async () => {
    const made = bench.serve()
    bench.server.break({ kind: 'flip', byte: 2500 }, 1)
    expect(await bytesOf(await bench.library.openFile(made.model, 'unet'))).toEqual(onlyContent(made))
    expect(bench.server.requests).toHaveLength(2)
  })
})

describe('a web page instead of the file', () => {
  it('is refused by its media type, at once and in plain words', async () => {
    const { model } = bench.serve()
    bench.server.break({ kind: 'html', contentType: 'text/html; charset=utf-8' })
    const opening = bench.library.openFile(model, 'unet')
    await expect(opening).rejects.toMatchObject({ code: 'model_download_failed', detail: { reason: 'html' } })
    await expect(opening).rejects.toThrow(/web page instead of the file/u)
    expect(bench.server.requests).toHaveLength(1)
  })

  it.each(['blocks', 'whole'] as const)(
    'is caught by its hash under a false media type (%s)',
    async (hashes) => {
      const { model } = bench.serve({ files: { unet: 8000 }, hashes })
      bench.server.break({ kind: 'html', contentType: 'application/octet-stream' })
      bench.server.break({ kind: 'truncate', bytes: htmlSurplus(), announced: false })
      const opening = bench.library.openFile(model, 'unet')
      await expect(opening).rejects.toMatchObject({ code: 'model_corrupt', detail: { reason: 'html' } })
      await expect(opening).rejects.toThrow(/web page came instead/u)
      expect(await bench.blocks.usage()).toBe(0)
    },
  )

  /** Brings the page to exactly the file's size, so that only its bytes give it away. */
  function htmlSurplus(): number {
    return HTML_PAGE.length - 8000
  }
})

it('sees through an answer that claims to be compressed', async () => {
  const { model } = bench.serve()
  bench.server.break({ kind: 'header', name: 'content-encoding', value: 'gzip' })
  await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({ code: 'model_download_failed' })
  expect(await bench.blocks.usage()).toBe(0)
})

describe('without a network', () => {
  it('says so at once instead of trying on', async () => {
    const { model } = bench.serve()
    await bench.server.close()
    const library = bench.restart({ online: () => false })
    await expect(library.openFile(model, 'unet')).rejects.toMatchObject({
      code: 'model_download_failed',
      detail: { reason: 'offline', storedBytes: 0, totalBytes: 9500 },
    })
    expect(bench.clock.waits).toEqual([])
  })

  it('still opens what is stored', async () => {
    const { model } = bench.serve()
    await bench.library.download(model)
    await bench.server.close()
    expect((await bench.restart({ online: () => false }).openFile(model, 'unet')).size).toBe(9500)
  })

  it('tries on while the device believes to be connected, and then blames the network', async () => {
    const { model } = bench.serve()
    await bench.server.close()
    await expect(bench.library.openFile(model, 'unet')).rejects.toMatchObject({
      detail: { reason: 'network' },
    })
    expect(bench.clock.waits).toEqual(RETRY_DELAYS_MS)
  })
})

it('gives up a connection that brings nothing for a minute, and tries again', async () => {
  const { model } = bench.serve()
  bench.server.break({ kind: 'delay', until: new Promise(() => {}) }, 1)
  const opening = bench.library.openFile(model, 'unet')
  await bench.server.hasRequests(1)
  bench.clock.wake()
  expect((await opening).size).toBe(9500)
})

it('refuses a manifest whose hashes do not fit the file', async () => {
  const { model } = bench.serve()
  const library = bench.restart({ blockBytes: BLOCK_BYTES })
  await expect(library.openFile(model, 'unet')).rejects.toMatchObject({ code: 'model_corrupt' })
})
