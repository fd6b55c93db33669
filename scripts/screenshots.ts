/**
 * `npm run screenshots`: the built page in its states, at both widths and in both themes, as docs/screenshots/*.webp.
 * Each is looked at by a person before it is committed.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { chromium, type Page } from '@playwright/test'
import sharp from 'sharp'
import { findChromium } from './setup/find-chromium.mjs'

const PORT = 7894
const FOLDER = 'docs/screenshots'
const SIZES = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } } as const
const PROMPTS = [
  'a panda on pink background',
  'a rocket on navy background',
  'a sailboat on teal background',
  'a castle',
]

const found = await findChromium()
if ('missing' in found) throw new Error(found.missing)
await mkdir(FOLDER, { recursive: true })
const relay = spawn(process.execPath, ['dist/relay/main.js', '--port', String(PORT)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
await once(relay.stdout, 'data')
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--headless=new', '--no-sandbox', '--no-first-run'],
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })

async function draw(page: Page, prompt: string, count: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompt)
  await button(page, 'Generate').click()
  await page
    .getByRole('region', { name: 'Gallery' })
    .getByRole('img')
    .nth(count - 1)
    .waitFor({ timeout: 120_000 })
}

async function walk(width: keyof typeof SIZES, colorScheme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({
    viewport: SIZES[width],
    colorScheme,
    deviceScaleFactor: 1,
    locale: 'en-US',
  })
  const page = await context.newPage()
  const shoot = async (name: string) => {
    await page.waitForTimeout(400)
    await sharp(await page.screenshot())
      .webp({ quality: 88 })
      .toFile(`${FOLDER}/${name}-${width}-${colorScheme}.webp`)
  }
  await page.addInitScript(() => {
    if (localStorage.getItem('fooocus-tab-draft')) return
    localStorage.setItem(
      'fooocus-tab-draft',
      JSON.stringify({ request: {}, isSeedRandom: false, seedText: '7' }),
    )
  })
  await page.goto(`http://127.0.0.1:${PORT}/`)
  await page.getByText('Made just now, on this computer').waitFor({ timeout: 120_000 })
  await shoot('first-run')
  for (const [at, prompt] of PROMPTS.entries()) await draw(page, prompt, at + 1)
  await shoot('finished')
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a sunflower on sky blue background')
  await button(page, 'Generate').click()
  await page
    .getByText(/step 2\d of 30/i)
    .first()
    .waitFor({ timeout: 120_000 })
  await shoot('generating')
  await page
    .getByRole('progressbar', { name: 'Generation progress' })
    .waitFor({ state: 'detached', timeout: 120_000 })
  await button(page, /^Styles/).click()
  await page.getByRole('searchbox', { name: 'Search styles' }).fill('sai')
  await shoot('styles')
  await page.getByRole('tab', { name: 'Models' }).click()
  await button(page, 'Add LoRA').click()
  await shoot('models')
  await page
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click()
  await page.getByRole('tab', { name: 'Advanced' }).click()
  await page.getByRole('switch', { name: 'Developer Debug Mode' }).click()
  await shoot('advanced')
  await page.keyboard.press('Escape')
  await button(page, 'Expand').click()
  await page.getByText('as it is read').first().waitFor()
  await shoot('plan')
  await page.keyboard.press('Escape')
  await page.goto(`http://127.0.0.1:${PORT}/?sample=off#/gallery`)
  await page.getByRole('region', { name: 'Gallery' }).getByRole('img').first().waitFor()
  await shoot('gallery')
  await context.close()
}

try {
  for (const width of [1440, 390] as const)
    for (const theme of ['light', 'dark'] as const) await walk(width, theme)
} finally {
  await browser.close()
  relay.kill('SIGTERM')
}
