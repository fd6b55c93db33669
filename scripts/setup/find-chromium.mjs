import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { installOnDebian } from './install-on-debian.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** Where Playwright puts a browser inside its cache, by platform. */
const INSIDE_PLAYWRIGHT = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win/chrome.exe',
]

/**
 * Finds a Chromium for the browser tests, or installs Debian's where it may.
 *
 * @returns {Promise<{ path: string } | { missing: string }>} `missing` is a sentence that says what to do
 */
export async function findChromium() {
  const wished = process.env.CHROMIUM_PATH
  if (wished) {
    return runs(wished)
      ? { path: wished }
      : { missing: `CHROMIUM_PATH names ${wished}, which cannot be run.` }
  }
  const found = search()
  if (found) return { path: found }
  if (await installOnDebian('chromium')) {
    const installed = search()
    if (installed) return { path: installed }
  }
  return {
    missing:
      'The browser tests need Chromium or Chrome and there is none. Install one (on Debian: apt-get install chromium; ' +
      'anywhere: npx playwright install chromium), or name it in CHROMIUM_PATH.',
  }
}

function search() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    MAC,
    ...inPlaywrightCache(),
  ].find(runs)
}

function inPlaywrightCache() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? '',
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ].filter((path) => path !== '' && existsSync(path))
  return caches.flatMap((cache) =>
    readdirSync(cache)
      .filter((name) => name.startsWith('chromium-'))
      .sort()
      .reverse()
      .flatMap((name) => INSIDE_PLAYWRIGHT.map((inside) => join(cache, name, inside))),
  )
}

/** @param {string} path */
function runs(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
