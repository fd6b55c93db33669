import { expect, test, type Page } from '@playwright/test'
import { accessibilityProblems } from './fixtures/axe.ts'
import { watchForErrors } from './fixtures/page-errors.ts'
import { startStaticHost, type StaticHost } from './fixtures/static-host.ts'

let host: StaticHost
let errors: readonly string[]
let loads = 0

test.beforeEach(async ({ page }) => {
  host = await startStaticHost()
  errors = watchForErrors(page, [])
  loads = 0
  page.on('domcontentloaded', () => loads++)
  await page.goto(`${host.address}/?sample=off`)
  await expect.poll(() => isIsolated(page), { timeout: 30_000 }).toBe(true)
  await expect(prompt(page)).toBeEditable()
})

test.afterEach(() => {
  host.close()
  expect(errors).toEqual([])
})

test('on a host that sends no headers the page reloads once and has shared memory', async ({ page }) => {
  // Long enough for a second reload to show, if there were one.
  await page.waitForTimeout(2_000)
  expect(loads).toBe(2)
  expect(await isIsolated(page)).toBe(true)
})

test('a newer version waits until the person takes it', async ({ page }) => {
  host.release()
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
  const notice = page.getByRole('status').filter({ hasText: 'A new version is ready.' })
  await expect(notice).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await prompt(page).fill('half a sentence')
  expect(loads).toBe(2)

  await notice.getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => loads).toBe(3)
  await expect(prompt(page)).toHaveValue('half a sentence')
  await expect(notice).toBeHidden()
  expect(await isWaiting(page)).toBe(false)
})

function prompt(page: Page) {
  return page.getByRole('textbox', { name: 'Prompt', exact: true })
}

/** False also while the page is on its way to the next load. */
function isIsolated(page: Page): Promise<boolean> {
  return page.evaluate(() => globalThis.crossOriginIsolated).catch(() => false)
}

function isWaiting(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null)
}
