import { expect, test } from '@playwright/test'
import { BLOCK_BYTES, modelBytes } from '../contract/manifest.ts'
import { stickerModel } from '../workers/testing/sticker-model.ts'
import { accessibilityProblems } from './fixtures/axe.ts'
import { startModelProxy, type ModelProxy } from './fixtures/model-proxy.ts'
import type { Page } from '@playwright/test'

const TOTAL = modelBytes(stickerModel)
const UNET = `/models/sticker/${stickerModel.files.find((file) => file.role === 'unet_weights')!.path}`

let proxy: ModelProxy

test.beforeEach(async () => {
  proxy = await startModelProxy()
})
test.afterEach(() => proxy.close())

/** Opens the page through the proxy with few steps and asks for a picture. */
async function draw(page: Page) {
  await page.addInitScript(() => {
    const draft = { request: { overwrite_step: 4 }, isSeedRandom: false, seedText: '42' }
    localStorage.setItem('fooocus-tab-draft', JSON.stringify(draft))
  })
  await page.goto(`${proxy.origin}/?sample=off`)
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat')
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
}

const pictures = (page: Page) => page.getByRole('region', { name: 'Gallery' }).getByRole('img')
const failure = (page: Page, code: string) => page.locator(`[role=alert][data-code=${code}]`).first()

test('a download cut in the middle says so, and goes on where it stopped', async ({ page }) => {
  proxy.trouble.cutAfterBytes = TOTAL / 2
  await draw(page)
  await expect(failure(page, 'model_download_failed')).toBeVisible({ timeout: 60_000 })
  expect(await accessibilityProblems(page)).toEqual([])
  const beforeResume = proxy.totalServed()
  proxy.trouble.cutAfterBytes = Infinity
  await page.reload()
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(pictures(page)).toHaveCount(1, { timeout: 60_000 })
  // Each whole block that came through before the cut is not fetched again.
  const again = proxy.totalServed() - TOTAL
  expect(beforeResume).toBeGreaterThan(BLOCK_BYTES)
  expect(again).toBeLessThan(4 * BLOCK_BYTES)
  expect(again).toBeLessThan(beforeResume)
})

test('a flipped byte in a stored block is found and that block alone is fetched again', async ({ page }) => {
  await draw(page)
  await expect(pictures(page)).toHaveCount(1, { timeout: 60_000 })
  const damaged = await page.evaluate(async (path) => {
    const open = indexedDB.open((await indexedDB.databases())[0]!.name!)
    const database = await new Promise<IDBDatabase>(
      (resolve) => (open.onsuccess = () => resolve(open.result)),
    )
    const store = () => database.transaction('blocks', 'readwrite').objectStore('blocks')
    const all = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => (request.onsuccess = () => resolve(request.result)))
    const keys = await all(store().getAllKeys())
    const key = keys.find((one) => JSON.stringify(one).includes(path) && JSON.stringify(one).includes(',0]'))!
    const row = await all(store().get(key) as IDBRequest<{ bytes: Blob }>)
    const bytes = new Uint8Array(await row.bytes.arrayBuffer())
    bytes[1000] = bytes[1000]! ^ 1
    const usesOwnKey = store().keyPath !== null
    const changed = { ...row, bytes: new Blob([bytes]) }
    await all(usesOwnKey ? store().put(changed) : store().put(changed, key))
    database.close()
    return JSON.stringify(key)
  }, 'unet/weights.bin')
  expect(damaged).toContain('unet')
  proxy.served.clear()
  await page.reload()
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(pictures(page)).toHaveCount(2, { timeout: 60_000 })
  expect([...proxy.served]).toEqual([[UNET, BLOCK_BYTES]])
})

test('a model file that is not there is told with its reason', async ({ page }) => {
  proxy.trouble.status = 404
  await draw(page)
  await expect(failure(page, 'model_download_failed')).toBeVisible({ timeout: 60_000 })
  proxy.trouble.status = null
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(pictures(page)).toHaveCount(1, { timeout: 60_000 })
})

test('a server without ranges will do', async ({ page }) => {
  proxy.trouble.ignoreRanges = true
  await draw(page)
  await expect(pictures(page)).toHaveCount(1, { timeout: 60_000 })
  // What the first picture does not need comes behind it.
  await expect.poll(() => proxy.totalServed()).toBe(TOTAL)
})

test('a file that is always damaged on the way is refused, and nothing of it is used', async ({ page }) => {
  proxy.trouble.damage = UNET
  await draw(page)
  await expect(failure(page, 'model_corrupt')).toBeVisible({ timeout: 60_000 })
  await expect(pictures(page)).toHaveCount(0)
})
