import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { findChromium } from './find-chromium.ts'
import { testFolder } from './testing/fake-browser.ts'

function program(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, 0o755)
  return path
}

it('takes the one that is named, then CHROMIUM_PATH, then the path, then what Playwright downloaded', () => {
  const home = testFolder()
  const [named, fromEnv] = [program(join(home, 'named')), program(join(home, 'from-env'))]
  const bin = join(home, 'bin')
  const onPath = program(join(bin, 'google-chrome'))
  const cache = join(home, '.cache/ms-playwright')
  const downloaded = program(join(cache, 'chromium-1200/chrome-linux/chrome'))
  program(join(cache, 'chromium-999/chrome-linux/chrome'))
  program(join(cache, 'chromium_headless_shell-1300/chrome-linux/headless_shell'))
  const env = { CHROMIUM_PATH: fromEnv, PATH: `/nowhere:${bin}` }
  expect(findChromium({ chromiumPath: named, env, home })).toBe(named)
  expect(findChromium({ chromiumPath: undefined, env, home })).toBe(fromEnv)
  expect(findChromium({ chromiumPath: undefined, env: { PATH: env.PATH }, home })).toBe(onPath)
  expect(findChromium({ chromiumPath: undefined, env: { PATH: '/nowhere' }, home })).toBe(downloaded)
})

it('does not look further when the one that is named cannot be run', () => {
  const home = testFolder()
  const bin = join(home, 'bin')
  program(join(bin, 'chromium'))
  writeFileSync(join(home, 'text'), '')
  expect(findChromium({ chromiumPath: join(home, 'text'), env: { PATH: bin }, home })).toBeNull()
  expect(
    findChromium({ chromiumPath: undefined, env: { CHROMIUM_PATH: '/nowhere', PATH: bin }, home }),
  ).toBeNull()
})

it('finds none where there is none', () => {
  expect(findChromium({ chromiumPath: undefined, env: {}, home: testFolder() })).toBeNull()
})
