import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { watchForErrors } from './fixtures/page-errors.ts'

const WEB = join(import.meta.dirname, '../dist/web')

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

let host: Server

test.beforeAll(async () => {
  host = createServer((request, response) => {
    const path = new URL(request.url!, 'http://host').pathname
    const file = join(WEB, path === '/' ? 'index.html' : path)
    if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => void host.listen(0, '127.0.0.1', resolve))
})

test.afterAll(() => {
  host.close()
  host.closeAllConnections()
})

test('on a host that sends no headers the page reloads once and has shared memory', async ({ page }) => {
  const errors = watchForErrors(page, [])
  let loads = 0
  page.on('domcontentloaded', () => loads++)
  await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/?sample=off`)
  await expect
    .poll(() => page.evaluate(() => globalThis.crossOriginIsolated).catch(() => false), { timeout: 30_000 })
    .toBe(true)
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toBeEditable()
  // Long enough for a second reload to show, if there were one.
  await page.waitForTimeout(2_000)
  expect(loads).toBe(2)
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true)
  expect(errors).toEqual([])
})
