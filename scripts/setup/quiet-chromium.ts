import { findChromium } from './find-chromium.mjs'

/**
 * How Chromium is started where it is measured or photographed: without a window and without calls of its own.
 *
 * @param flags further ones
 * @throws when there is no Chromium, with what to do about it
 */
export async function quietChromium(
  ...flags: readonly string[]
): Promise<{ readonly executablePath: string; readonly args: string[] }> {
  const found = await findChromium()
  if ('missing' in found) throw new Error(found.missing)
  return {
    executablePath: found.path,
    args: ['--headless=new', '--no-sandbox', '--no-first-run', '--disable-background-networking', ...flags],
  }
}
