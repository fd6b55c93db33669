import { beforeEach, describe, expect, test, vi } from 'vitest'
import { keepRuntimeFiles, serveRuntimeFile } from './runtime-cache.ts'

const FILE = 'https://page.test/ort/a.wasm'
const text = async (response: Response | undefined) => response?.text()

let kept: Map<string, Response>
let put: ReturnType<typeof vi.fn<(url: string, response: Response) => Promise<void>>>
const fetched = vi.fn<typeof fetch>()

beforeEach(() => {
  kept = new Map()
  put = vi.fn(async (url: string, response: Response) => void kept.set(url, response))
  const cache = { match: async (url: string) => kept.get(url)?.clone(), put }
  vi.stubGlobal('caches', { open: async () => cache })
  fetched.mockReset().mockImplementation(async () => new Response('fresh'))
  vi.stubGlobal('fetch', fetched)
})

describe('serveRuntimeFile', () => {
  test('answers from the cache without the network', async () => {
    kept.set(FILE, new Response('kept'))
    expect(await text(await serveRuntimeFile(new Request(FILE)))).toBe('kept')
    expect(fetched).not.toHaveBeenCalled()
  })

  test('answers before the file is stored, and has the worker live until it is', async () => {
    let finish = () => {}
    put.mockReturnValue(new Promise((resolve) => (finish = resolve)))
    const waitUntil = vi.fn<(work: Promise<unknown>) => void>()
    expect(await text(await serveRuntimeFile(new Request(FILE), { waitUntil }))).toBe('fresh')
    expect(put).toHaveBeenCalledOnce()
    expect(waitUntil).toHaveBeenCalledOnce()
    finish()
    await waitUntil.mock.calls[0]![0]
  })

  test('answers although the disk is full', async () => {
    put.mockRejectedValue(new DOMException('no room', 'QuotaExceededError'))
    const waitUntil = vi.fn<(work: Promise<unknown>) => void>()
    expect(await text(await serveRuntimeFile(new Request(FILE), { waitUntil }))).toBe('fresh')
    await expect(waitUntil.mock.calls[0]![0]).resolves.toBeUndefined()
  })

  test('keeps no part of a file', async () => {
    fetched.mockImplementation(async () => new Response('part', { status: 206 }))
    expect((await serveRuntimeFile(new Request(FILE))).status).toBe(206)
    expect(put).not.toHaveBeenCalled()
  })
})

describe('keepRuntimeFiles', () => {
  test('asks the server whether what the browser has is still right', async () => {
    await keepRuntimeFiles([FILE])
    expect(fetched).toHaveBeenCalledExactlyOnceWith(FILE, { cache: 'no-cache' })
    expect(await text(kept.get(FILE))).toBe('fresh')
  })

  test('goes without the copy on a full disk, so that an update can still be installed', async () => {
    put.mockRejectedValue(new DOMException('no room', 'QuotaExceededError'))
    await expect(keepRuntimeFiles([FILE])).resolves.toBeUndefined()
  })

  test('fails when a file breaks off, so that it is tried again', async () => {
    put.mockRejectedValue(new TypeError('network error'))
    await expect(keepRuntimeFiles([FILE])).rejects.toThrow('network error')
  })
})
