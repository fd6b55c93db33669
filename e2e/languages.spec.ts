import type { Page } from '@playwright/test'
import { watchForErrors } from './fixtures/page-errors.ts'
import { expect, test } from './fixtures/studio.ts'
import { clippedWords, plainWords } from './fixtures/words-on-page.ts'

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const VIEWS = ['gallery', 'models', 'relay', 'settings'] as const

/** File types and names, which are the same everywhere, and a hidden button of the component library's own. */
const EVERYWHERE = ['png', 'jpeg', 'webp', 'Sticker', 'curl', 'JavaScript', 'Python', 'Dismiss']

/** The switch of Options, in both pseudo-locales and in Arabic. */
const ADVANCED = /^(?:\[Åðṽåñçéð .*\]|\u200f\u202eAdvanced\u202c\u200f|متقدم)$/u

const CONTROL = 'input:visible, select:visible, button:visible'

test.use({ viewport: WIDE })

/** Opens the page in a language and goes through Create, all tabs of Options, and the other views. */
async function lookAround(page: Page, language: string, look: (where: string) => Promise<void>) {
  const errors = watchForErrors(page, [])
  await page.goto(`/?sample=off&lang=${language}`)
  const html = page.locator('html')
  await expect(html).toHaveAttribute('lang', language)
  await look('create')
  const options = page.getByRole('button', { name: ADVANCED })
  if ((await options.getAttribute('aria-expanded')) === 'false') await options.click()
  const tabs = page.getByRole('tab')
  await expect(tabs).toHaveCount(4)
  for (const tab of await tabs.all()) {
    await tab.click()
    await expect(page.getByRole('tabpanel').locator(CONTROL).first()).toBeVisible()
    await look(`options, ${await tab.innerText()}`)
  }
  await page.keyboard.press('Escape')
  for (const view of VIEWS) {
    await page.evaluate((hash) => (location.hash = hash), `#/${view}`)
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible()
    await look(view)
  }
  expect(errors).toEqual([])
}

for (const [name, viewport] of [
  ['1440 px', WIDE],
  ['390 px', PHONE],
] as const) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch: viewport === PHONE })

    test('every word comes from the catalogue, and has room to be longer', async ({ page }) => {
      await lookAround(page, 'en-XA', async (where) => {
        expect(await plainWords(page, EVERYWHERE), `words of the code, ${where}`).toEqual([])
        expect(await clippedWords(page), `words cut off, ${where}`).toEqual([])
      })
    })

    test('the page reads from right to left', async ({ page }) => {
      // Mirrored English finds what was put together by hand; Arabic has words of its own lengths.
      await lookAround(page, viewport === PHONE ? 'ar' : 'ar-XB', async (where) => {
        const { direction, overflow } = await page.evaluate(() => ({
          direction: getComputedStyle(document.body).direction,
          overflow: document.documentElement.scrollWidth - innerWidth,
        }))
        expect(direction).toBe('rtl')
        expect(overflow, `px to scroll sideways, ${where}`).toBeLessThanOrEqual(0)
        expect(await clippedWords(page), `words cut off, ${where}`).toEqual([])
      })
      if (viewport === PHONE) return
      await page.evaluate(() => (location.hash = '#/'))
      const options = await page.locator('[data-region="options"]').boundingBox()
      const main = await page.getByRole('main').boundingBox()
      expect(options!.x).toBeLessThan(main!.x)
    })
  })
}

test('a language is chosen without a reload, keeps what was typed, and is remembered', async ({ studio }) => {
  const { page, prompt } = studio
  await prompt.fill('a paper boat')
  await page.evaluate(() => {
    document.body.dataset['seen'] = 'before'
    location.hash = '#/settings'
  })
  const language = page.getByRole('combobox', { name: 'Language' })
  await language.focus()
  await language.selectOption('Deutsch')
  await expect(page.getByRole('heading', { name: 'Einstellungen', level: 2 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.getByRole('combobox', { name: 'Sprache' })).toBeFocused()
  expect(await page.evaluate(() => document.body.dataset['seen']), 'the page was not loaded anew').toBe(
    'before',
  )
  await page.evaluate(() => (location.hash = '#/'))
  await expect(page.getByRole('button', { name: 'Generieren', exact: true })).toBeVisible()
  await expect(prompt).toHaveValue('a paper boat')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Generieren', exact: true })).toBeVisible()
})
