import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** What decides where a browser is looked for. */
export interface BrowserSearch {
  /** Named on the command line; the only candidate then. */
  readonly chromiumPath: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home?: string
}

const NAMES = [
  'chromium',
  'google-chrome',
  'google-chrome-stable',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
]

/** What to tell a person on whose machine there is none. */
export const NO_BROWSER =
  'No Chromium was found for the headless tab. Install Chromium or Google Chrome, or name one with CHROMIUM_PATH=/path/to/chromium.'

/**
 * Looks for a Chromium: the one that is named, then CHROMIUM_PATH, then the PATH, then Playwright's downloads, newest
 * first.
 *
 * @returns its path, or null when there is none; a path that was named and cannot be run counts as none
 */
export function findChromium({ chromiumPath, env, home = homedir() }: BrowserSearch): string | null {
  const named = chromiumPath ?? env['CHROMIUM_PATH']
  if (named) return isRunnable(named) ? named : null
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...downloaded(env, home)].find(isRunnable) ?? null
}

function downloaded(env: BrowserSearch['env'], home: string): string[] {
  const cache = env['PLAYWRIGHT_BROWSERS_PATH'] || join(home, '.cache/ms-playwright')
  // chromium-1234 before chromium_headless_shell-1234, which can do less.
  const versions = foldersIn(cache).filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
  versions.sort((a, b) => Number(a.includes('_')) - Number(b.includes('_')) || numberIn(b) - numberIn(a))
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-linux/headless_shell',
    'chrome-headless-shell-linux64/chrome-headless-shell',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  return versions.flatMap((version) => inside.map((file) => join(cache, version, file)))
}

const numberIn = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0)

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Nothing was ever downloaded.
    return []
  }
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
