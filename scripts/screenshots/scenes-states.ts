import type { Browser, BrowserContext, Page } from '@playwright/test'
import { createServer } from 'vite'
import { shoot, THEMES, type Theme } from './camera.ts'
import { handsOn } from './hands.ts'

/** How long the browser does not look again whether there is room, with a second to spare. */
const QUOTA_KEPT_MS = 31_000

/** What every state needs. */
export interface StateParts {
  readonly browser: Browser
  readonly address: string
}

/** Visits that begin with nothing: the first look, and everything that can be in the way. */
export async function shootStates(parts: StateParts): Promise<void> {
  for (const width of [1440, 390]) for (const theme of THEMES) await shootFirstRun(parts, width, theme)
  await inContext(parts, '/?sample=off&lang=ar', (page) => shoot(page, 'arabic'))
  await inContext(parts, '/?sample=off&lang=de', (page) => shoot(page, 'german'))
  await inContext(parts, '/?sample=off&lang=zh-Hans', (page) => shoot(page, 'chinese'))
  await inContext(parts, '/?sample=off', async (page) => {
    await page.getByText(/No graphics processor/).waitFor({ timeout: 60_000 })
    await shoot(page, 'processor')
  })
  await inContext(parts, '/?sample=off', shootOffline)
  await inContext(parts, '/?sample=off', shootStorageFull)
  await inContext(parts, '/?sample=off', shootOtherWindow)
  await shootFailed(parts)
}

async function shootFirstRun({ browser, address }: StateParts, width: number, theme: Theme): Promise<void> {
  const height = width === 390 ? 844 : 900
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    hasTouch: width === 390,
    locale: 'en-US',
  })
  const page = await context.newPage()
  await page.goto(address)
  await page.getByText('Made just now, on this computer').waitFor({ timeout: 120_000 })
  await shoot(page, 'first-run', theme)
  await context.close()
}

async function inContext(
  { browser, address }: StateParts,
  path: string,
  scene: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(`${address}${path}`)
  await handsOnReady(page)
  await scene(page, context)
  await context.close()
}

/** With the options, whose code comes last. */
async function handsOnReady(page: Page): Promise<void> {
  await page.locator('#prompt').waitFor({ timeout: 60_000 })
  await page.getByRole('tabpanel').getByRole('radio').first().waitFor({ timeout: 60_000 })
}

async function shootOffline(page: Page, context: BrowserContext): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await handsOn(page).draw('a castle')
  await context.setOffline(true)
  await page.reload()
  await handsOn(page).pictures.first().waitFor()
  await shoot(page, 'offline')
}

async function shootStorageFull(page: Page, context: BrowserContext): Promise<void> {
  const hands = handsOn(page)
  await hands.draw('a castle')
  const session = await context.newCDPSession(page)
  const { origin } = new URL(page.url())
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 })
  // The browser counts on the room that it found for as long as this.
  await page.waitForTimeout(QUOTA_KEPT_MS)
  await hands.draw('a castle at night')
  await page.getByText('The browser has no room left.').waitFor()
  await shoot(page, 'storage-full')
}

async function shootOtherWindow(page: Page, context: BrowserContext): Promise<void> {
  await handsOn(page).draw('a castle')
  const second = await context.newPage()
  await second.goto(page.url())
  await second
    .getByText(/in another window/)
    .first()
    .waitFor({ timeout: 60_000 })
  await shoot(second, 'other-window')
}

/** An engine that runs out of memory cannot be had by asking; the stand-in for it says the same to the page. */
async function shootFailed({ browser }: StateParts): Promise<void> {
  const server = await createServer({ server: { port: 7897, strictPort: true }, logLevel: 'error' })
  await server.listen()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  await page.goto('http://127.0.0.1:7897/testing/fake.html?sample=off&fail=out_of_memory')
  await handsOnReady(page)
  await handsOn(page).prompt.fill('a castle')
  await handsOn(page).button('Generate').click()
  await page.locator('[data-code="out_of_memory"]').first().waitFor({ timeout: 60_000 })
  for (const theme of THEMES) await shoot(page, 'failed', theme)
  await context.close()
  await server.close()
}
