/**
 * `npm run screenshots`: the built page in its states, at several widths and in both themes, as docs/screenshots/*.webp.
 * Each is looked at by a person before it is committed. `npm run screenshots -- phone` takes some of them: desktop, phone or states.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { shootAppWindow } from './screenshots/app-window.ts'
import { fillGallery, shootDesktop } from './screenshots/scenes-desktop.ts'
import { shootPhone } from './screenshots/scenes-phone.ts'
import { shootStates } from './screenshots/scenes-states.ts'
import { startOwnRelay } from '../e2e/fixtures/own-relay.ts'
import { quietChromium } from './setup/quiet-chromium.ts'

const chosen = process.argv.slice(2)
const isWanted = (part: string) => chosen.length === 0 || chosen.includes(part)

const launch = await quietChromium()
const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-screens-'))
const relay = await startOwnRelay()
const { address } = relay

/** One profile for both widths, so that the pictures are drawn once. */
async function inProfile(
  size: { readonly width: number; readonly height: number; readonly hasTouch: boolean },
  path: string,
  scenes: (page: Page) => Promise<void>,
): Promise<void> {
  const { hasTouch, ...viewport } = size
  const options = { ...launch, viewport, hasTouch, locale: 'en-US' }
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), options)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`${address}${path}`)
  await scenes(page)
  await context.close()
}

try {
  if (isWanted('desktop') || isWanted('phone')) {
    await inProfile({ width: 1440, height: 900, hasTouch: false }, '/?sample=off', async (page) => {
      await fillGallery(page)
      if (isWanted('desktop')) await shootDesktop(page, address)
    })
  }
  if (isWanted('phone'))
    await inProfile({ width: 390, height: 844, hasTouch: true }, '/?sample=off', shootPhone)
  if (isWanted('states')) {
    const browser = await chromium.launch(launch)
    await shootStates({ browser, address })
    await browser.close()
    await shootAppWindow(address)
  }
} finally {
  await relay.remove()
  rmSync(folder, { recursive: true, force: true })
}
