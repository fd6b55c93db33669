import { createHash } from 'node:crypto'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import packageFile from '../package.json' with { type: 'json' }
import { readConfig } from './config.ts'
import { createRelay } from './create-relay.ts'
import type { App } from './http/app.ts'
import { ask } from './testing/ask.ts'
import { HTML, INLINE, makeBuiltPage, MODEL, SCRIPT, type BuiltPage } from './testing/built-page.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml' }

let page: BuiltPage
let relay: App
let base: string

beforeAll(async () => {
  page = makeBuiltPage()
  relay = await serve(page.root)
  base = await listen(relay)
})

afterAll(async () => {
  await relay.close()
  page.remove()
})

test('/health says that it is well and which version it is', async () => {
  const { status, body, headers } = await ask(`${base}/health`)
  expect(status).toBe(200)
  expect(JSON.parse(body.toString())).toEqual({ status: 'ok', version: packageFile.version, relay: true })
  expect(headers['cache-control']).toBe('no-store')
})

test.each([
  ['GET', '/v1/engine/generate/', 405, 'POST'],
  ['GET', '/v1/engine/generate', 405, 'POST'],
  ['PUT', '/tasks/5', 405, 'GET, DELETE'],
  ['PUT', '/nothing', 404, undefined],
  ['GET', '/v1/images/generations', 404, undefined],
])('answers %s %s with %i', async (method, path, expected, allow) => {
  // Of a kind that no route reads: what is refused anyway is not read.
  const init = method === 'GET' ? { method } : { method, body: 'x', headers: { 'content-type': 'image/x' } }
  const { status, headers } = await fetch(base + path, init)
  expect([status, headers.get('allow') ?? undefined]).toEqual([expected, allow])
})

describe('headers', () => {
  test.each([
    '/',
    '/health',
    '/assets/page-abc123.js',
    '/models/sticker/unet/model.onnx',
    '/nothing',
    '/%ff',
  ])('isolates and protects %s', async (path) => {
    const { headers } = await ask(base + path)
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval'")
  })

  test("allows the page's inline script by its hash and no other", async () => {
    const { headers } = await ask(`${base}/`)
    const hash = createHash('sha256').update(INLINE).digest('base64')
    expect(headers['content-security-policy']).toContain(
      `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`,
    )
  })

  test.each([
    ['/', 'no-cache'],
    ['/service-worker.js', 'no-cache'],
    ['/models/sticker/unet/model.onnx', 'no-cache'],
    ['/ort/ort.wasm', 'no-cache'],
    ['/assets/page-abc123.js', 'public, max-age=31536000, immutable'],
  ])('%s may be kept: %s', async (path, expected) => {
    const { headers } = await ask(base + path, BROWSER)
    expect(headers['cache-control']).toBe(expected)
    expect(headers.etag).toBeDefined()
    expect(headers['last-modified']).toBeDefined()
  })
})

describe('the page', () => {
  test.each(['/', '/gallery', '/models', '/relay', '/settings', '/gallery?picture=3'])(
    'is what a browser gets for %s',
    async (path) => {
      const { status, headers, body } = await ask(base + path, BROWSER)
      expect(status).toBe(200)
      expect(headers['content-type']).toMatch(/^text\/html/)
      expect(body.toString()).toBe(HTML)
    },
  )

  test.each(['/gallery', '/models'])('is not what a program gets for %s', async (path) => {
    const { status, body } = await ask(base + path, { accept: 'application/json' })
    expect(status).toBe(404)
    expect(JSON.parse(body.toString())).toEqual({ detail: 'Not Found', code: 'not_found' })
  })

  test.each([
    '/unknown',
    '/v1/unknown',
    '/assets/missing.js',
    '/.vite/manifest.json',
    '/..%2f..%2fetc%2fpasswd',
  ])('is not what a browser gets for %s', async (path) => {
    const { status, body } = await ask(base + path, BROWSER)
    expect(status).toBe(404)
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'not_found' })
  })

  test('answers a wrong method with 404 and a code', async () => {
    const { status, body } = await ask(`${base}/gallery`, BROWSER, 'POST')
    expect(status).toBe(404)
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'not_found' })
  })

  test('says what to do when it is not built', async () => {
    const empty = makeBuiltPage()
    empty.remove()
    const unbuilt = await serve(empty.root)
    const { status, body } = await ask(`${await listen(unbuilt)}/`, BROWSER)
    await unbuilt.close()
    expect(status).toBe(503)
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'not_built' })
  })
})

describe('compression', () => {
  test('sends the compressed neighbour to those who take it', async () => {
    const { headers, body } = await ask(`${base}/assets/page-abc123.js`, { 'accept-encoding': 'gzip, br' })
    expect(headers['content-encoding']).toBe('br')
    expect(headers['content-type']).toMatch(/javascript/)
    expect(headers.vary).toContain('accept-encoding')
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT)
  })

  test('sends the file itself to those who do not', async () => {
    const { headers, body } = await ask(`${base}/assets/page-abc123.js`)
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe(SCRIPT)
  })

  test('does not offer a neighbour as a file of its own', async () => {
    expect((await ask(`${base}/assets/page-abc123.js.br`)).status).toBe(404)
  })
})

describe('models', () => {
  const url = () => `${base}/models/sticker/unet/model.onnx`
  const takesAll = { 'accept-encoding': 'br, gzip' }

  test('come whole and uncompressed', async () => {
    const { headers, body } = await ask(url(), takesAll)
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['accept-ranges']).toBe('bytes')
    expect(Number(headers['content-length'])).toBe(MODEL.length)
    expect(body.equals(MODEL)).toBe(true)
  })

  test.each([
    ['bytes=0-99', 0, 100],
    ['bytes=50000-50000', 50_000, 50_001],
    ['bytes=99990-', 99_990, 100_000],
    ['bytes=-10', 99_990, 100_000],
  ])('come in exact parts: %s', async (range, from, to) => {
    const { status, headers, body } = await ask(url(), { ...takesAll, range })
    expect(status).toBe(206)
    expect(headers['content-range']).toBe(`bytes ${from}-${to - 1}/${MODEL.length}`)
    expect(body.equals(MODEL.subarray(from, to))).toBe(true)
  })

  test('have no part behind their end', async () => {
    const { status, body } = await ask(url(), { range: 'bytes=100000-' })
    expect(status).toBe(416)
    expect(JSON.parse(body.toString())).toMatchObject({ code: 'invalid_request' })
  })

  test('are not sent again while they are the same', async () => {
    const { headers } = await ask(url(), {}, 'HEAD')
    const again = await ask(url(), { 'if-none-match': headers.etag! })
    expect(again.status).toBe(304)
    expect(again.body.length).toBe(0)
  })
})

test('closing lets an answer that is under way end', async () => {
  const big = Buffer.alloc(30_000_000, 7)
  const other = makeBuiltPage({ 'models/big.onnx': big })
  const closing = await serve(other.root)
  const url = `${await listen(closing)}/models/big.onnx`
  const received = await new Promise<number>((resolve, reject) => {
    get(url, (response) => {
      // Nothing is read yet, so the answer cannot have been sent whole.
      const closed = closing.close()
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => void closed.then(() => resolve(bytes)))
      response.on('error', reject)
    }).on('error', reject)
  })
  other.remove()
  expect(received).toBe(big.length)
})

/** The whole relay around a page, without a port yet. */
async function serve(webRoot: string): Promise<App> {
  const config = readConfig(['--memory-only', '--port', '0'], {})
  const { app } = await createRelay({ ...config, webRoot })
  return app
}

async function listen(server: App): Promise<string> {
  await server.listen({ host: '127.0.0.1', port: 0 })
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`
}
