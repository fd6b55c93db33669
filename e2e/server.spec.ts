import { NO_RELAY_OFFLINE } from './fixtures/page-errors.ts'
import { expect, test } from './fixtures/studio.ts'

test('every answer isolates the page and limits what it may load', async ({ request }) => {
  for (const path of ['/', '/gallery', '/health', '/ort/ort-wasm-simd-threaded.mjs', '/missing']) {
    const headers = (await request.get(path, { headers: { accept: 'text/html' } })).headers()
    expect(headers, path).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy'], path).toContain("default-src 'none'")
  }
})

test('the page and its workers may share memory', async ({ studio }) => {
  const { page } = studio
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true)
  await expect.poll(() => page.workers().length).toBeGreaterThan(0)
  expect(await page.workers()[0]!.evaluate(() => globalThis.crossOriginIsolated)).toBe(true)
})

test('the page can be installed', async ({ studio, request }) => {
  const { page } = studio
  const address = await page.locator('link[rel=manifest]').getAttribute('href')
  const manifest = (await (await request.get(address!)).json()) as {
    name: string
    display: string
    icons: { src: string; sizes: string; purpose?: string }[]
  }
  expect(manifest).toMatchObject({ name: 'Fooocus Tab', display: 'standalone' })
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']))
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
  for (const { src, sizes } of manifest.icons) {
    const side = await page.evaluate(
      async (address) => {
        const image = new Image()
        image.src = address
        await image.decode()
        return image.naturalWidth
      },
      new URL(src, new URL(address!, page.url())).href,
    )
    if (sizes !== 'any') expect(`${side}x${side}`, src).toBe(sizes)
  }
})

test.describe('without a network', () => {
  test.use({ allowedErrors: [NO_RELAY_OFFLINE] })

  test('the first visit is enough to open the page without a network', async ({ studio, context }) => {
    const { page } = studio
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      if (navigator.serviceWorker.controller) return
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
    })
    await context.setOffline(true)
    for (const path of ['/?sample=off', '/gallery']) {
      await page.goto(path)
      await expect(page.getByRole('button', { name: 'Generate', exact: true })).toBeVisible()
      expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true)
    }
  })
})

test('the first visit keeps the inference library for later ones without a network', async ({ studio }) => {
  const kept = () =>
    studio.page.evaluate(async () => {
      const name = (await caches.keys()).find((key) => key.startsWith('runtime-'))
      const requests = name ? await (await caches.open(name)).keys() : []
      return requests.map(({ url }) => new URL(url).pathname).sort()
    })
  await expect
    .poll(kept, { timeout: 60_000 })
    .toEqual(['/ort/ort-wasm-simd-threaded.mjs', '/ort/ort-wasm-simd-threaded.wasm'])
})

test('models and answers of the server are never kept by the service worker', async ({ studio }) => {
  const { page } = studio
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.evaluate(async () => {
    await fetch('/health')
    await fetch('/models/sticker/tokenizer/merges.txt')
  })
  const addresses = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(addresses).toContain('/index.html')
  expect(addresses.filter((path) => /^\/(models|health|v1|tasks|outputs)|\.map$/.test(path))).toEqual([])
})
