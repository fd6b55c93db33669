import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import sharp from 'sharp'
import { findChromium } from '../setup/find-chromium.mjs'
import { handsOn } from './hands.ts'

const DISPLAY = ':97'
const SIZE = { width: 1200, height: 820 }
const FILE = 'docs/screenshots/app-window-1200-light.webp'

/**
 * The page as an app: a window of its own with the browser's frame for apps around it. What lies outside a page only a
 * screen shows, so this needs Xvfb, Openbox and ImageMagick, and is left out where they are not installed.
 */
export async function shootAppWindow(address: string): Promise<void> {
  if (!has('Xvfb') || !has('import'))
    return console.log(`${FILE} is left as it is: needs xvfb and imagemagick`)
  const found = await findChromium()
  if ('missing' in found) throw new Error(found.missing)
  const screen = spawn('Xvfb', [DISPLAY, '-screen', '0', `${SIZE.width}x${SIZE.height}x24`], {
    stdio: 'ignore',
  })
  // It draws the frame, title and buttons.
  const desktop = spawn('openbox', [], { stdio: 'ignore', env: { ...process.env, DISPLAY } })
  const profile = mkdtempSync(join(tmpdir(), 'fooocus-tab-app-'))
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: found.path,
      headless: false,
      viewport: null,
      locale: 'en-US',
      env: { ...process.env, DISPLAY },
      // Playwright opens an empty window of its own otherwise.
      ignoreDefaultArgs: ['--enable-automation', 'about:blank'],
      args: [
        `--app=${address}/?sample=off`,
        '--no-sandbox',
        // Without a bar that warns of the flag above.
        '--test-type',
        '--no-first-run',
        `--window-size=${SIZE.width},${SIZE.height}`,
        '--window-position=0,0',
      ],
    })
    const page = context.pages()[0] ?? (await context.waitForEvent('page'))
    await handsOn(page).draw('a sailboat on teal background')
    await page.waitForTimeout(1_000)
    const picture = execFileSync('import', ['-display', DISPLAY, '-window', 'root', 'png:-'], {
      maxBuffer: 64 * 1024 * 1024,
    })
    await sharp(picture).webp({ quality: 86 }).toFile(FILE)
    console.log(FILE)
    await context.close()
  } finally {
    desktop.kill()
    screen.kill()
    rmSync(profile, { recursive: true, force: true })
  }
}

/** Whether a program is installed. */
function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
