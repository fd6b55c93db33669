import type { Page } from '@playwright/test'
import { SHORT } from './fixtures/draft.ts'
import { expect, test } from './fixtures/studio.ts'

test.use({ storageState: SHORT })

/** For tests of code that does not come: the copy would have it. */
const withoutOfflineCopy = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }))

test('views have titles, take focus along, keep their places over Back and reload, and remember the open tab', async ({
  studio,
}) => {
  const { page } = studio
  const title = (name: string) => page.getByRole('main').getByRole('heading', { level: 2, name, exact: true })
  await studio.openOptions('Advanced')
  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('link', { name: 'Models' }).click()
  await expect(title('Models')).toBeFocused()
  await expect(views.getByRole('link', { name: 'Models' })).toHaveAttribute('aria-current', 'page')
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(title('Settings')).toBeFocused()

  const settings = page.getByRole('region', { name: 'Settings', exact: true })
  const scrolled = () => settings.evaluate((element) => Math.round(element.scrollTop))
  await page.getByRole('heading', { name: 'Device report' }).scrollIntoViewIfNeeded()
  const place = await scrolled()
  expect(place).toBeGreaterThan(100)
  await page.goBack()
  await expect(title('Models')).toBeVisible()
  await page.goForward()
  await expect.poll(scrolled).toBe(place)
  await page.reload()
  await expect.poll(scrolled).toBe(place)

  await views.getByRole('link', { name: 'Create' }).click()
  await expect(studio.prompt).toBeFocused()
  const tabs = page.getByRole('tablist', { name: 'Options' })
  await expect(tabs.getByRole('tab', { name: 'Advanced' })).toHaveAttribute('aria-selected', 'true')
})

test('what is set in Settings applies at once and outlives a reload', async ({ studio }) => {
  const { page } = studio
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  const root = page.locator('html')
  await page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('radiogroup', { name: 'Contrast' }).getByRole('radio', { name: 'More' }).check()
  await page.getByRole('radiogroup', { name: 'Motion' }).getByRole('radio', { name: 'Less' }).check()
  await page.getByRole('spinbutton', { name: 'Text size, exact' }).fill('150')
  const look = { 'data-theme': 'dark', 'data-contrast': 'more', 'data-motion': 'less' }
  for (const [name, value] of Object.entries(look)) await expect(root).toHaveAttribute(name, value)
  await expect(root).toHaveCSS('font-size', '24px')
  await page.reload()
  for (const [name, value] of Object.entries(look)) await expect(root).toHaveAttribute(name, value)
  await expect(root).toHaveCSS('font-size', '24px')
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)

  await page
    .getByRole('radiogroup', { name: 'Computes with' })
    .getByRole('radio', { name: 'Processor', exact: true })
    .check()
  await page.getByRole('combobox', { name: 'Processor threads' }).selectOption('1')
  const report = page.getByRole('region', { name: 'Device report' })
  await expect(report.getByText(/^1 of \d+$/)).toBeVisible({ timeout: 30_000 })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, storageState: SHORT })

  test('the menu leads to all views, and Back closes a sheet before it leaves the view', async ({
    studio,
  }) => {
    const { page } = studio
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Relay' }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Relay' })).toBeFocused()
    await page.goBack()
    await page.getByRole('button', { name: 'Advanced' }).click()
    await expect(page.getByRole('dialog', { name: 'Options' })).toBeVisible()
    // Its entry in the history comes a moment after it; nobody is as quick as this test.
    await expect
      .poll(() => page.evaluate(() => (history.state as object | null) ?? {}))
      .toEqual({ overlay: 1 })
    await page.goBack()
    await expect(page.getByRole('dialog', { name: 'Options' })).toBeHidden()
    await expect(studio.prompt).toBeVisible()
  })
})

test('pictures can be made without the parts of the first view', async ({ page }) => {
  await withoutOfflineCopy(page)
  await page.route('**/assets/first-view-*.js', (route) => route.abort())
  await page.goto('/?sample=off')
  await expect(page.getByRole('alert').first()).toContainText('This part of the page could not be loaded.')
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat')
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Gallery' }).getByRole('img')).toHaveCount(1, {
    timeout: 60_000,
  })
})

test('a part whose code does not come says so in its place, and the rest of the page goes on', async ({
  page,
}) => {
  await withoutOfflineCopy(page)
  await page.route('**/assets/GalleryView*.js', (route) => route.abort())
  await page.goto('/?sample=off')
  const prompt = page.getByRole('textbox', { name: 'Prompt', exact: true })
  await prompt.fill('half a sentence')
  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('link', { name: 'Gallery' }).click()
  await expect(page.getByRole('alert')).toContainText('This part of the page could not be loaded.')
  await views.getByRole('link', { name: 'Create' }).click()
  await expect(prompt).toHaveValue('half a sentence')
  await views.getByRole('link', { name: 'Gallery' }).click()
  await page.unroute('**/assets/GalleryView*.js')
  await page.getByRole('alert').getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Gallery' })).toBeVisible()
})
