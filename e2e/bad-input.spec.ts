import { accessibilityProblems } from './fixtures/axe.ts'
import { beforeEngine } from './fixtures/before-engine.ts'
import { rememberedDraft, SHORT } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

test.use({ storageState: SHORT })

test('a seed that is no number is refused at the field and nothing is queued', async ({ studio }) => {
  await studio.openOptions('Settings')
  const seed = studio.page.getByRole('textbox', { name: 'Seed', exact: true })
  await seed.fill('twelve')
  await studio.prompt.fill('a cat')
  await studio.generate.click()
  await expect(seed).toHaveAttribute('aria-invalid', 'true')
  await expect(seed).toHaveAccessibleDescription(/9.?223.?372/)
  expect(await accessibilityProblems(studio.page)).toEqual([])
  await expect(studio.progress).toBeHidden()
  await seed.fill('12')
  await studio.generate.click()
  await studio.waitForPicture(1)
})

test('a prompt of 10,000 characters, emoji and right-to-left text are drawn', async ({ studio }) => {
  await studio.draw('a red apple '.repeat(833))
  await studio.waitForPicture(1)
  await studio.draw('🍎 תפוח אדום')
  await studio.waitForPicture(2)
  await expect(studio.pictures.first()).toHaveAttribute('alt', '🍎 תפוח אדום')
})

test.describe('a remembered draft that is damaged', () => {
  test.use({
    storageState: rememberedDraft({ overwrite_step: 4, image_number: 'many', prompt: 'a cat', nonsense: 1 }),
  })

  test('keeps what is whole and drops the rest', async ({ studio }) => {
    await expect(studio.prompt).toHaveValue('a cat')
    await studio.generate.click()
    await studio.waitForPicture(1)
  })
})

test('without IndexedDB pictures are made and the page says that they will go', async ({ page }) => {
  await beforeEngine(
    page,
    "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } });",
  )
  await page.goto('/?sample=off')
  const notice = page.getByRole('region', { name: 'Notices' }).locator('[data-code=storage_unavailable]')
  await expect(notice).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat')
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Gallery' }).getByRole('img')).toHaveCount(1, {
    timeout: 60_000,
  })
})

test('on a full disk a finished picture stays, is marked, and can be downloaded', async ({ page }) => {
  // The browser's own way of saying that there is no room, for pictures only: the model is there already.
  await beforeEngine(
    page,
    `const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...args) {
      if (this.name.startsWith('picture')) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, args);
    };`,
  )
  await page.goto('/?sample=off')
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat')
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  const gallery = page.getByRole('region', { name: 'Gallery' })
  await expect(gallery.getByRole('img')).toHaveCount(1, { timeout: 60_000 })
  await expect(
    page.getByRole('region', { name: 'Notices' }).locator('[data-code=storage_full]'),
  ).toBeVisible()
  await expect(page.getByText(/not saved/i).first()).toBeVisible()
  expect(await accessibilityProblems(page)).toEqual([])
  const download = page.waitForEvent('download')
  await page.getByRole('toolbar', { name: 'Picture' }).getByRole('button', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.png$/)
})

test('without shared memory one thread draws', async ({ page }) => {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue()
    const answer = await route.fetch()
    const headers = Object.fromEntries(
      Object.entries(answer.headers()).filter(([name]) => !name.startsWith('cross-origin')),
    )
    await route.fulfill({ response: answer, headers })
  })
  await page.addInitScript(() => {
    // The service worker would bring the headers back.
    Object.defineProperty(navigator, 'serviceWorker', { value: undefined })
  })
  await page.goto('/?sample=off')
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(false)
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat')
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Gallery' }).getByRole('img')).toHaveCount(1, {
    timeout: 60_000,
  })
})
