import type { Page } from '@playwright/test'
import { shoot, THEMES } from './camera.ts'
import { handsOn } from './hands.ts'

/** The same page on a phone, with the pictures that are already there. */
export async function shootPhone(page: Page): Promise<void> {
  const hands = handsOn(page)
  await hands.pictures.first().waitFor({ timeout: 60_000 })
  for (const theme of THEMES) await shoot(page, 'finished', theme)
  for (const theme of THEMES) {
    await hands.prompt.fill('a sunflower on sky blue background')
    await hands.button('Generate').click()
    await page
      .getByText(/step 2\d of 30/i)
      .first()
      .waitFor({ timeout: 120_000 })
    await shoot(page, 'generating', theme)
    await hands.untilIdle()
  }
  await hands.button('Advanced').click()
  await page.getByRole('dialog').first().waitFor()
  for (const theme of THEMES) await shoot(page, 'options', theme)
  await page.keyboard.press('Escape')
  await hands.button(/^Styles/).click()
  await page.getByRole('searchbox', { name: 'Search styles' }).fill('water')
  await shoot(page, 'styles', 'dark')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await hands.go('gallery')
  for (const theme of THEMES) await shoot(page, 'gallery', theme)
  await hands.pictures.first().click()
  await page.getByRole('dialog').first().waitFor()
  await shoot(page, 'full-view', 'dark')
}
