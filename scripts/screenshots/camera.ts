import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import sharp from 'sharp'

const FOLDER = 'docs/screenshots'

/** The page's colours. */
export type Theme = 'light' | 'dark'

/** Both themes, for scenes that show them. */
export const THEMES: readonly Theme[] = ['light', 'dark']

/** Writes what the page shows to docs/screenshots/`<name>-<width>-<theme>.webp`. */
export async function shoot(page: Page, name: string, theme: Theme = 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  // Time for what slides or fades in; a moving thing would be half there.
  await page.waitForTimeout(500)
  mkdirSync(FOLDER, { recursive: true })
  const { width } = page.viewportSize()!
  const file = `${FOLDER}/${name}-${width}-${theme}.webp`
  await sharp(await page.screenshot())
    .webp({ quality: 86 })
    .toFile(file)
  console.log(file)
}
