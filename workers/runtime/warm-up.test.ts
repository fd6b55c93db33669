import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Runtime } from './runtime.ts'
import { warmUpSoon } from './warm-up.ts'

const fetched: string[] = []
let isThere = true

beforeEach(() => {
  vi.useFakeTimers()
  fetched.length = 0
  isThere = true
  vi.stubGlobal('fetch', (url: string, { method }: RequestInit) => {
    fetched.push(`${method} ${url}`)
    return Promise.resolve(new Response(null, { status: isThere ? 200 : 404 }))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function setUp(backend: 'wasm' | 'webgpu' = 'wasm') {
  const createGraph = vi.fn(() => Promise.reject(new Error('gone')))
  // Nothing else of a runtime is touched.
  const runtime = { report: { backend }, createGraph } as unknown as Runtime
  return { createGraph, begin: warmUpSoon(runtime, 'https://here.test/ort/') }
}

test('begins by itself, a little later', async () => {
  const { createGraph } = setUp()
  await vi.advanceTimersByTimeAsync(500)
  expect(fetched).toEqual([])
  await vi.advanceTimersByTimeAsync(1000)
  expect(fetched).toEqual(['HEAD https://here.test/ort/ort-wasm-simd-threaded.wasm'])
  expect(createGraph).toHaveBeenCalledOnce()
})

test('begins at once when it is asked to, and only once', async () => {
  const { createGraph, begin } = setUp()
  begin()
  begin()
  await vi.advanceTimersByTimeAsync(0)
  expect(createGraph).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(5000)
  expect(createGraph).toHaveBeenCalledOnce()
})

test('leaves a library alone that cannot be reached', async () => {
  isThere = false
  const { createGraph } = setUp()
  await vi.advanceTimersByTimeAsync(5000)
  expect(fetched).toHaveLength(1)
  expect(createGraph).not.toHaveBeenCalled()
})

test('does nothing on a GPU', async () => {
  const { begin } = setUp('webgpu')
  begin()
  await vi.advanceTimersByTimeAsync(5000)
  expect(fetched).toEqual([])
})
