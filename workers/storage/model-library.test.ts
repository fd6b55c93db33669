import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cancelled } from '../../contract/errors.ts'
import type { FileProgress } from './file-progress.ts'
import { createMemoryBlocks } from './memory-blocks.ts'
import { openStorage } from './open-storage.ts'
import { createLibraryBench, bytesOf, onlyContent, type LibraryBench } from './testing/library-bench.ts'
import { limitBlocks } from './testing/limited-blocks.ts'
import { TEST_BLOCK_BYTES } from './testing/test-model.ts'

let bench: LibraryBench
beforeEach(async () => void (bench = await createLibraryBench()))
afterEach(() => bench.close())

/** Holds all answers back until it is called. */
function holdAnswers(): () => void {
  let release = () => {}
  bench.server.break({ kind: 'delay', until: new Promise<void>((resolve) => (release = resolve)) })
  return release
}

/** Overwrites a stored block with damaged bytes but its old hash, as a failing disk would. */
async function damage(path: string, index: number): Promise<void> {
  const key = { modelId: 'tiny', path, index }
  const block = (await bench.blocks.get(key))!
  const bytes = await bytesOf(block.bytes)
  bytes[5]! ^= 0xff
  await bench.blocks.put(key, { bytes: new Blob([bytes]), sha256: block.sha256 })
}

describe.each(['blocks', 'whole'] as const)('with hashes of %s in the manifest', (hashes) => {
  it('fetches a file in ranges of one block and opens it as a Blob', async () => {
    const made = bench.serve({ hashes })
    const blob = await bench.library.openFile(made.model, 'unet')
    expect(await bytesOf(blob)).toEqual(onlyContent(made))
    expect(bench.server.requests).toHaveLength(10)
    expect(bench.server.requests[0]).toMatchObject({ range: 'bytes=0-999', status: 206 })
    expect(bench.server.requests.map((one) => one.range)).toContain('bytes=9000-9499')
  })

  it('reports a model as ready once all of it was opened', async () => {
    const { model } = bench.serve({ hashes })
    await bench.library.openFile(model, 'unet')
    expect(bench.statuses.map((status) => status.state)).toEqual(['downloading', 'ready'])
  })

  it('opens a stored file in a new worker without any request', async () => {
    const made = bench.serve({ hashes })
    await bench.library.openFile(made.model, 'unet')
    const before = bench.server.requests.length
    const blob = await bench.restart().openFile(made.model, 'unet')
    expect(await bytesOf(blob)).toEqual(onlyContent(made))
    expect(bench.server.requests).toHaveLength(before)
  })

  it('repairs a damaged stored block by fetching that block alone', async () => {
    const made = bench.serve({ hashes })
    await bench.library.openFile(made.model, 'unet')
    await damage('unet/model.onnx', 4)
    bench.mark()
    const blob = await bench.restart().openFile(made.model, 'unet')
    expect(await bytesOf(blob)).toEqual(onlyContent(made))
    expect(bench.servedBytes()).toBe(TEST_BLOCK_BYTES)
    expect(bench.server.requests.at(-1)!.range).toBe('bytes=4000-4999')
  })

  it('repairs a block that has vanished by fetching that block alone', async () => {
    const made = bench.serve({ hashes })
    await bench.library.openFile(made.model, 'unet')
    await bench.blocks.delete({ modelId: 'tiny', path: 'unet/model.onnx', index: 9 })
    bench.mark()
    const blob = await bench.library.openFile(made.model, 'unet')
    expect(await bytesOf(blob)).toEqual(onlyContent(made))
    expect(bench.servedBytes()).toBe(500)
  })

  it('fetches a new version of a file whose path has stayed the same', async () => {
    const old = bench.serve({ hashes })
    await bench.library.openFile(old.model, 'unet')
    const made = bench.serve({ hashes, files: { unet: 9500 }, id: 'other' })
    for (const content of made.contents.values())
      bench.server.files.set('models/tiny/unet/model.onnx', content)
    const renewed = { ...made.model, id: 'tiny', source: 'models/tiny/' }
    const blob = await bench.restart().openFile(renewed, 'unet')
    expect(await bytesOf(blob)).toEqual(onlyContent(made))
  })
})

it('hashes each stored block once in a worker', async () => {
  const made = bench.serve()
  const library = bench.library
  await library.openFile(made.model, 'unet')
  await damage('unet/model.onnx', 4)
  const before = bench.server.requests.length
  await library.openFile(made.model, 'unet')
  expect(bench.server.requests).toHaveLength(before)
})

it('refetches the whole file when its hash is wrong and no block is known to be', async () => {
  const made = bench.serve({ hashes: 'whole' })
  bench.server.break({ kind: 'flip', byte: 3 }, 1)
  const blob = await bench.library.openFile(made.model, 'unet')
  expect(await bytesOf(blob)).toEqual(onlyContent(made))
  expect(bench.servedBytes()).toBe(19_000)
})

it('fetches small files the same way', async () => {
  const made = bench.serve({ files: { vocab: 100 } })
  expect(await bytesOf(await bench.library.openFile(made.model, 'vocab'))).toEqual(onlyContent(made))
})

it('fetches a block again whose bytes the browser has lost', async () => {
  const made = bench.serve()
  await bench.library.openFile(made.model, 'unet')
  const lost = Object.assign(new Blob([new Uint8Array(1000)]), {
    arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
  })
  const key = { modelId: 'tiny', path: 'unet/model.onnx', index: 2 }
  await bench.blocks.put(key, { bytes: lost, sha256: made.model.files[0]!.blocks![2]! })
  bench.mark()
  const blob = await bench.restart().openFile(made.model, 'unet')
  expect(await bytesOf(blob)).toEqual(onlyContent(made))
  expect(bench.servedBytes()).toBe(1000)
})

it('keeps its files in IndexedDB over a restart', async () => {
  const name = 'model-library'
  const first = await openStorage({ onTrouble: () => {}, now: () => 0, databaseName: name })
  const made = bench.serve({ hashes: 'whole' })
  await bench.restart({ blocks: first.blocks }).download(made.model)
  first.close()
  const second = await openStorage({ onTrouble: () => {}, now: () => 0, databaseName: name })
  const before = bench.server.requests.length
  const blob = await bench.restart({ blocks: second.blocks }).openFile(made.model, 'unet')
  second.close()
  expect(second.kind).toBe('indexeddb')
  expect(await bytesOf(blob)).toEqual(onlyContent(made))
  expect(bench.server.requests).toHaveLength(before)
})

it('says which role a model has no file for', async () => {
  const { model } = bench.serve()
  await expect(bench.library.openFile(model, 'vae_encoder')).rejects.toMatchObject({
    code: 'unsupported_feature',
    detail: { model: 'tiny', role: 'vae_encoder' },
  })
})

describe('asked by several at once', () => {
  it('fetches a file once however many open it', async () => {
    const made = bench.serve()
    const blobs = await Promise.all([1, 2, 3].map(() => bench.library.openFile(made.model, 'unet')))
    for (const blob of blobs) expect(await bytesOf(blob)).toEqual(onlyContent(made))
    expect(bench.servedBytes()).toBe(9500)
  })

  it('lets those who open a file join a download of its model', async () => {
    const made = bench.serve({ files: { text_encoder: 3000, unet: 5000 } })
    const [blob] = await Promise.all([
      bench.library.openFile(made.model, 'unet'),
      bench.library.download(made.model),
    ])
    expect(blob.size).toBe(5000)
    expect(bench.servedBytes()).toBe(8000)
  })

  it('joins two downloads of the same model', async () => {
    const { model } = bench.serve()
    await Promise.all([bench.library.download(model), bench.library.download(model)])
    expect(bench.servedBytes()).toBe(9500)
  })

  it('goes on for the others when one of them gives up', async () => {
    const { model } = bench.serve()
    const release = holdAnswers()
    const giveUp = new AbortController()
    const first = bench.library.openFile(model, 'unet', { signal: giveUp.signal })
    const second = bench.library.openFile(model, 'unet')
    await bench.server.hasRequests(1)
    giveUp.abort()
    await expect(first).rejects.toBeInstanceOf(Cancelled)
    release()
    expect((await second).size).toBe(9500)
    expect(bench.servedBytes()).toBe(9500)
  })

  it('ends the fetch when the last one gives up, and begins anew for the next', async () => {
    const { model } = bench.serve()
    const release = holdAnswers()
    const giveUp = new AbortController()
    const first = bench.library.openFile(model, 'unet', { signal: giveUp.signal })
    await bench.server.hasRequests(1)
    giveUp.abort()
    await expect(first).rejects.toBeInstanceOf(Cancelled)
    bench.server.heal()
    release()
    expect((await bench.library.openFile(model, 'unet')).size).toBe(9500)
  })

  it('asks nothing of the server for a signal that has already aborted', async () => {
    const { model } = bench.serve()
    const opening = bench.library.openFile(model, 'unet', { signal: AbortSignal.abort() })
    await expect(opening).rejects.toBeInstanceOf(Cancelled)
    expect(bench.server.requests).toHaveLength(0)
  })

  it('fetches two files at once and lets the third wait', async () => {
    const models = ['a', 'b', 'c'].map((id) => bench.serve({ id, files: { unet: 500 } }).model)
    const release = holdAnswers()
    const opening = models.map((model) => bench.library.openFile(model, 'unet'))
    await bench.server.hasRequests(2)
    const stored = await Promise.all(models.map((model) => bench.library.status(model)))
    expect(stored.map((status) => status.state)).toEqual(['downloading', 'downloading', 'downloading'])
    expect(bench.server.requests).toHaveLength(2)
    release()
    await Promise.all(opening)
    expect(bench.server.requests.map((one) => one.path.split('/')[1])).toEqual(['a', 'b', 'c'])
  })

  it('lets one leave who waits for its turn', async () => {
    const models = ['a', 'b', 'c'].map((id) => bench.serve({ id, files: { unet: 500 } }).model)
    const release = holdAnswers()
    const [first, second] = models.slice(0, 2).map((model) => bench.library.openFile(model, 'unet'))
    await bench.server.hasRequests(2)
    const giveUp = new AbortController()
    const third = bench.library.openFile(models[2]!, 'unet', { signal: giveUp.signal })
    giveUp.abort()
    await expect(third).rejects.toBeInstanceOf(Cancelled)
    release()
    await Promise.all([first, second])
    expect(bench.server.requests).toHaveLength(2)
  })
})

describe('a download', () => {
  it('brings all files of a model and reports absent, downloading and ready', async () => {
    const { model } = bench.serve({ files: { text_encoder: 2500, unet: 4000, vocab: 10 } })
    expect(await bench.library.status(model)).toMatchObject({
      state: 'absent',
      storedBytes: 0,
      totalBytes: 6510,
    })
    await bench.library.download(model)
    expect(await bench.library.status(model)).toMatchObject({
      state: 'ready',
      storedBytes: 6510,
      error: null,
    })
    expect(bench.statuses[0]!.state).toBe('downloading')
    expect(bench.statuses.at(-1)!.state).toBe('ready')
  })

  it('does nothing for a model that is all here', async () => {
    const { model } = bench.serve()
    await bench.library.download(model)
    const before = bench.server.requests.length
    await bench.library.download(model)
    expect(bench.server.requests).toHaveLength(before)
  })

  it('keeps verified blocks when paused and goes on from there', async () => {
    const { model } = bench.serve()
    const library = bench.restart({ fetch: pauseAfter(4) })
    const downloading = library.download(model)
    await expect(downloading).rejects.toBeInstanceOf(Cancelled)
    const paused = await library.status(model)
    expect(paused).toMatchObject({ state: 'paused', error: null })
    expect(paused.storedBytes).toBeGreaterThanOrEqual(1000)
    bench.mark()
    await library.download(model)
    expect(bench.servedBytes()).toBe(9500 - paused.storedBytes)
    expect((await library.status(model)).state).toBe('ready')

    function pauseAfter(requests: number): typeof fetch {
      let count = 0
      const { fetch } = bench
      return (url, init) => {
        if (++count === requests) void library.pause(model.id)
        return fetch(url, init)
      }
    }
  })

  it('tells those who joined it that it was paused', async () => {
    const { model } = bench.serve()
    holdAnswers()
    const opening = bench.library.openFile(model, 'unet')
    const downloading = bench.library.download(model)
    await bench.server.hasRequests(1)
    await Promise.all([
      bench.library.pause(model.id),
      expect(downloading).rejects.toBeInstanceOf(Cancelled),
      expect(opening).rejects.toMatchObject({ code: 'model_download_failed', detail: { reason: 'paused' } }),
    ])
    expect((await bench.library.status(model)).error).toBeNull()
  })

  it('starts again when asked while it is being paused', async () => {
    const { model } = bench.serve()
    const release = holdAnswers()
    const first = bench.library.download(model)
    await bench.server.hasRequests(1)
    const pausing = bench.library.pause(model.id)
    const second = bench.library.download(model)
    await expect(first).rejects.toBeInstanceOf(Cancelled)
    bench.server.heal()
    release()
    await Promise.all([pausing, second])
    expect((await bench.library.status(model)).state).toBe('ready')
  })

  it('pausing what is not under way changes nothing', async () => {
    const { model } = bench.serve()
    await bench.library.pause(model.id)
    expect((await bench.library.status(model)).state).toBe('absent')
  })
})

describe('removing a model', () => {
  it('frees its bytes and leaves other models', async () => {
    const { model } = bench.serve()
    const other = bench.serve({ id: 'other', files: { unet: 700 } })
    await bench.library.download(model)
    await bench.library.download(other.model)
    await bench.library.remove(model.id)
    expect(await bench.blocks.usage()).toBe(700)
    expect(bench.statuses.at(-1)).toMatchObject({ state: 'absent', storedBytes: 0 })
    expect((await bench.library.status(other.model)).state).toBe('ready')
  })

  it('stops its download first, so that nothing arrives afterwards', async () => {
    const { model } = bench.serve()
    const release = holdAnswers()
    const downloading = bench.library.download(model)
    await bench.server.hasRequests(1)
    await Promise.all([bench.library.remove(model.id), expect(downloading).rejects.toBeInstanceOf(Cancelled)])
    release()
    expect(await bench.blocks.usage()).toBe(0)
    expect((await bench.library.status(model)).state).toBe('absent')
  })

  it('is followed by a full fetch when the model is wanted again', async () => {
    const { model } = bench.serve()
    await bench.library.download(model)
    await bench.library.remove(model.id)
    await bench.library.download(model)
    expect(bench.servedBytes()).toBe(19_000)
  })
})

describe('room', () => {
  it('is looked for before anything is written', async () => {
    const { model } = bench.serve()
    const library = bench.restart({ estimate: async () => ({ quota: 10_000, usage: 600 }) })
    await expect(library.download(model)).rejects.toMatchObject({
      code: 'storage_full',
      detail: { model: 'tiny', neededBytes: 9500, freeBytes: 9400 },
    })
    expect(bench.server.requests).toHaveLength(0)
    expect(await library.status(model)).toMatchObject({ state: 'failed', error: { code: 'storage_full' } })
  })

  it('is only asked for what is still missing', async () => {
    const { model } = bench.serve()
    await bench.library.download(model)
    await bench.blocks.delete({ modelId: 'tiny', path: 'unet/model.onnx', index: 0 })
    await bench.restart({ estimate: async () => ({ quota: 10_000, usage: 9000 }) }).download(model)
    expect((await bench.library.status(model)).state).toBe('ready')
  })

  it('is not doubted where the browser gives no figures', async () => {
    const { model } = bench.serve()
    await bench.restart({ estimate: async () => ({}) }).download(model)
    expect(await bench.blocks.usage()).toBe(9500)
  })

  it('running out half way keeps verified blocks, which a later download builds on', async () => {
    const { model } = bench.serve()
    const disk = createMemoryBlocks()
    const small = bench.restart({ blocks: limitBlocks(disk, 5500) })
    await expect(small.download(model)).rejects.toMatchObject({
      code: 'storage_full',
      detail: { model: 'tiny', neededBytes: 4500, freeBytes: 1e9 },
    })
    expect(await disk.usage()).toBe(5000)
    expect(await small.status(model)).toMatchObject({ state: 'failed', storedBytes: 5000 })
    bench.mark()
    await bench.restart({ blocks: disk }).download(model)
    expect(bench.servedBytes()).toBe(4500)
  })
})

describe('progress', () => {
  it('of a file never falls, never exceeds the file and ends at all of it', async () => {
    const { model } = bench.serve()
    const seen: FileProgress[] = []
    const library = bench.restart({ now: tickingClock(50) })
    await library.openFile(model, 'unet', { onProgress: (progress) => seen.push(progress) })
    const loaded = seen.map((progress) => progress.loadedBytes)
    expect(loaded.length).toBeGreaterThan(5)
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toEqual({ loadedBytes: 9500, totalBytes: 9500 })
  })

  it('of a model counts verified blocks only, and tells speed and time left', async () => {
    const { model } = bench.serve()
    await bench.restart({ now: tickingClock(50) }).download(model)
    const running = bench.statuses.filter((status) => status.state === 'downloading')
    // Blocks are 1000 bytes each but for the last one of 500, which may be verified before the others.
    const ofWholeBlocks = (bytes: number) => [0, 500].includes(bytes % TEST_BLOCK_BYTES)
    expect(running.map((status) => status.storedBytes).filter((bytes) => !ofWholeBlocks(bytes))).toEqual([])
    const timed = running.filter((status) => status.bytesPerSecond !== null)
    expect(timed.length).toBeGreaterThan(0)
    expect(timed.every((status) => status.bytesPerSecond! >= 0)).toBe(true)
    expect(bench.statuses.at(-1)).toMatchObject({ state: 'ready', bytesPerSecond: null, secondsLeft: null })
  })

  it('is reported at most ten times a second, and at every change of state', async () => {
    const { model } = bench.serve()
    await bench.library.download(model)
    // Time stood still, so that all that is left is the first report and the last.
    expect(bench.statuses.map((status) => status.state)).toEqual(['downloading', 'ready'])
  })

  function tickingClock(stepMs: number): () => number {
    let time = 0
    return () => (time += stepMs)
  }
})
