/**
 * `npm run screenshots`: the built page in its states, at several widths and in both themes, as docs/screenshots/*.webp.
 * Each is looked at by a person before it is committed. `npm run screenshots -- desktop phone states` takes some of them.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { fillGallery, shootDesktop } from './screenshots/scenes-desktop.ts'
import { shootPhone } from './screenshots/scenes-phone.ts'
import { shootStates } from './screenshots/scenes-states.ts'
import { findChromium } from './setup/find-chromium.mjs'

const PORT = 7894
const ADDRESS = `http://127.0.0.1:${PORT}`
const chosen = process.argv.slice(2)
const isWanted = (part: string) => chosen.length === 0 || chosen.includes(part)

const found = await findChromium()
if ('missing' in found) throw new Error(found.missing)
const launch = {
  executablePath: found.path,
  args: ['--headless=new', '--no-sandbox', '--no-first-run', '--disable-background-networking'],
}
const folder = mkdtempSync(join(tmpdir(), 'fooocus-tab-screens-'))
const relay = spawn(
  process.execPath,
  ['dist/relay/main.js', '--port', String(PORT), '--data-path', join(folder, 'data')],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
await once(relay.stdout, 'data')

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
  await page.goto(`${ADDRESS}${path}`)
  await scenes(page)
  await context.close()
}

try {
  if (isWanted('desktop') || isWanted('phone')) {
    await inProfile({ width: 1440, height: 900, hasTouch: false }, '/?sample=off', async (page) => {
      await fillGallery(page)
      if (isWanted('desktop')) await shootDesktop(page, ADDRESS)
    })
  }
  if (isWanted('phone'))
    await inProfile({ width: 390, height: 844, hasTouch: true }, '/?sample=off', shootPhone)
  if (isWanted('states')) {
    const browser = await chromium.launch(launch)
    await shootStates({ browser, address: ADDRESS })
    await browser.close()
  }
} finally {
  relay.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}
