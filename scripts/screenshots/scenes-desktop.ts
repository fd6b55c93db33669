import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { dropFile } from '../../e2e/fixtures/bring-file.ts'
import { shoot, THEMES } from './camera.ts'
import { handsOn } from './hands.ts'

const NAMED = ['a rocket on navy background', 'a sailboat on teal background', 'a castle']
const MANY = 'a __animal__ on __color__ background'

/** Draws what the gallery needs: three pictures of known things, and many of drawn ones. */
export async function fillGallery(page: Page): Promise<void> {
  const hands = handsOn(page)
  await hands.openTab('Settings')
  const count = page.getByRole('slider', { name: 'Image Number' })
  await page.getByRole('radio', { name: /^Lightning/ }).press('Space')
  await count.press('End')
  for (let batch = 0; batch < 2; batch++) await hands.draw(MANY)
  await count.press('Home')
  await page.getByRole('radio', { name: /^Speed/ }).press('Space')
  for (const prompt of NAMED) await hands.draw(prompt)
}

/** Everything that is shown at desktop width with pictures in it. */
export async function shootDesktop(page: Page, address: string): Promise<void> {
  const hands = handsOn(page)
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
  await hands.openTab('Styles')
  await page.getByRole('searchbox', { name: 'Search styles' }).fill('water')
  for (const theme of THEMES) await shoot(page, 'styles', theme)
  await page.getByRole('searchbox', { name: 'Search styles' }).fill('')
  await hands.openTab('Settings')
  await page.getByRole('radio', { name: /^Custom/ }).press('Space')
  await shoot(page, 'sizes')
  await page.getByRole('radio', { name: /^1:1/ }).press('Space')
  await hands.openTab('Models')
  await shoot(page, 'models')
  await hands.openTab('Advanced')
  await page.getByRole('switch', { name: 'Developer Debug Mode' }).press('Space')
  await shoot(page, 'advanced')
  await hands.openTab('Settings')
  await hands.button('Expand').click()
  await page.getByText('as it is read').first().waitFor()
  await shoot(page, 'plan')
  await page.keyboard.press('Escape')
  await shootQueue(page, address)
  await shootPictures(page)
  await shootViews(page)
}

async function shootQueue(page: Page, address: string): Promise<void> {
  const hands = handsOn(page)
  for (const prompt of ['a bear on red background', 'a tractor in the snow', 'a green dragon']) {
    await hands.prompt.fill(prompt)
    await hands.button('Generate').click()
  }
  await fetch(`${address}/v1/engine/generate/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'a cactus', style_selections: ['Fooocus V2'], async_process: true }),
  })
  await page.waitForTimeout(1_000)
  await hands.button('Queue').click()
  for (const theme of THEMES) await shoot(page, 'queue', theme)
  await page.keyboard.press('Escape')
  await hands.untilIdle()
}

async function shootPictures(page: Page): Promise<void> {
  const hands = handsOn(page)
  const downloading = page.waitForEvent('download')
  await hands.pictures.first().click()
  await page
    .getByRole('toolbar', { name: 'Picture' })
    .getByRole('button', { name: 'Download', exact: true })
    .click()
  const file = readFileSync(await (await downloading).path())
  await dropFile(page, { bytes: file, name: 'a-cactus.png', type: 'image/png' })
  await page.getByRole('dialog').first().waitFor()
  await shoot(page, 'drop')
  await page.keyboard.press('Escape')
  await page.getByRole('toolbar', { name: 'Picture' }).getByRole('button', { name: 'Compare' }).click()
  await page.waitForTimeout(800)
  for (const theme of THEMES) await shoot(page, 'compare', theme)
  await page.keyboard.press('Escape')
  await page.getByRole('toolbar', { name: 'Picture' }).getByRole('button', { name: 'Full view' }).click()
  await page.getByRole('dialog').first().waitFor()
  await page.keyboard.press('i')
  for (const theme of THEMES) await shoot(page, 'full-view', theme)
  await page.keyboard.press('Escape')
}

async function shootViews(page: Page): Promise<void> {
  const hands = handsOn(page)
  await hands.go('gallery')
  for (const theme of THEMES) await shoot(page, 'gallery', theme)
  await page.setViewportSize({ width: 820, height: 1180 })
  for (const theme of THEMES) await shoot(page, 'gallery', theme)
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const view of ['models', 'relay', 'settings'] as const) {
    await hands.go(view)
    for (const theme of THEMES) await shoot(page, `${view}-view`, theme)
  }
  await hands.go('')
  await hands.pictures.first().click()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await shoot(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await page.emulateMedia({ forcedColors: 'active' })
  await shoot(page, 'forced-colors')
  await page.emulateMedia({ forcedColors: 'none' })
}
