import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  startHeadlessTab,
  type HeadlessNews,
  type HeadlessOptions,
  type HeadlessTab,
} from './headless-tab.ts'
import { processTree } from './process-tree.ts'
import { fakeBrowser, STAY, testFolder } from './testing/fake-browser.ts'

const until = (check: () => void) => vi.waitFor(check, { timeout: 8000, interval: 10 })

const open: HeadlessTab[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((tab) => tab.stop()))
})

function start(chromiumPath: string, options: Partial<HeadlessOptions> = {}) {
  const news: HeadlessNews[] = []
  const tab = startHeadlessTab({
    url: 'http://127.0.0.1:7866/?sample=off',
    chromiumPath,
    env: {},
    log: (one) => news.push(one),
    firstRestartMs: 20,
    ...options,
  })
  open.push(tab)
  const ended = () => news.filter((one) => one.type === 'ended')
  const lines = () => news.flatMap((one) => (one.type === 'line' ? [one.text] : []))
  return { tab, news, ended, lines }
}

const isAlive = (pid: number) => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

describe('startHeadlessTab', () => {
  it('shows the page, without a debugging port and without being slowed down', async () => {
    const browser = fakeBrowser(STAY)
    start(browser.path)
    await until(() => expect(browser.calls()).toHaveLength(1))
    const [flags] = browser.calls()
    expect(flags!.at(-1)).toBe('http://127.0.0.1:7866/?sample=off')
    expect(flags).toContain('--headless=new')
    expect(flags).toContain('--disable-renderer-backgrounding')
    expect(flags!.filter((flag) => flag.includes('debugging'))).toEqual([])
    expect(flags!.includes('--no-sandbox')).toBe(process.getuid?.() === 0)
  })

  it('uses the graphics processor when it is told that there is one', async () => {
    const [withGpu, without] = [fakeBrowser(STAY), fakeBrowser(STAY)]
    start(withGpu.path, { gpu: true })
    start(without.path, { gpu: false })
    await until(() => expect([...withGpu.calls(), ...without.calls()]).toHaveLength(2))
    expect(withGpu.calls()[0]).toContain('--enable-unsafe-webgpu')
    expect(without.calls()[0]).not.toContain('--enable-unsafe-webgpu')
  })

  it('hands on what the browser prints', async () => {
    const { lines } = start(fakeBrowser(`console.error('first\\nsecond'); ${STAY}`).path)
    await until(() => expect(lines()).toEqual(['first', 'second']))
  })

  it('starts it again with the same profile, after pauses that grow', async () => {
    const browser = fakeBrowser('process.exit(7)')
    const { ended } = start(browser.path, { longestRestartMs: 50 })
    await until(() => expect(ended().length).toBeGreaterThanOrEqual(4))
    expect(
      ended()
        .slice(0, 4)
        .map(({ restartMs }) => restartMs),
    ).toEqual([20, 40, 50, 50])
    expect(ended()[0]).toMatchObject({ reason: 'it ended with 7' })
    const profiles = browser.calls().map((flags) => flags.find((flag) => flag.startsWith('--user-data-dir=')))
    expect(new Set(profiles).size).toBe(1)
  })

  it('begins with the shortest pause again after a good run', async () => {
    const { ended } = start(fakeBrowser('setTimeout(() => process.exit(1), 30)').path, { healthyMs: 20 })
    await until(() => expect(ended().length).toBeGreaterThanOrEqual(3))
    expect(
      ended()
        .slice(0, 3)
        .map(({ restartMs }) => restartMs),
    ).toEqual([20, 20, 20])
  })

  it('ends a browser that takes too much memory, and starts the next', async () => {
    const { ended, news } = start(fakeBrowser(STAY).path, { memoryBytes: 1e6, memoryCheckMs: 50 })
    await until(() => expect(news.filter(({ type }) => type === 'started').length).toBeGreaterThanOrEqual(2))
    expect(ended()[0]).toMatchObject({ reason: 'it took too much memory' })
  })

  it('stops everything the browser started, even what does not listen, and leaves nothing behind', async () => {
    const stubborn = `process.on('SIGTERM', () => {}); console.error(process.pid); ${STAY}`
    const browser = fakeBrowser(
      `process.on('SIGTERM', () => {})
       const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'inherit' })
       ${STAY}`,
    )
    const { tab, lines } = start(browser.path, { patienceMs: 200 })
    await until(() => expect(lines()).toHaveLength(1))
    const pids = [tab.pid()!, Number(lines()[0])]
    expect(pids.map(isAlive)).toEqual([true, true])
    const profile = browser
      .calls()[0]!
      .find((flag) => flag.startsWith('--user-data-dir='))!
      .split('=')[1]!
    expect(existsSync(profile)).toBe(true)
    await tab.stop()
    expect(pids.map(isAlive)).toEqual([false, false])
    expect(processTree(pids[0]!)).toEqual([])
    expect(existsSync(profile)).toBe(false)
    expect(tab.pid()).toBeNull()
  })

  it('stops while it waits for the next start', async () => {
    const browser = fakeBrowser('process.exit(1)')
    const { tab, ended } = start(browser.path, { firstRestartMs: 10_000 })
    await until(() => expect(ended()).toHaveLength(1))
    await tab.stop()
    expect(browser.calls()).toHaveLength(1)
  })

  it('keeps a profile that was given to it', async () => {
    const profile = join(testFolder(), 'profile')
    const { tab } = start(fakeBrowser(STAY).path, { profile })
    await tab.stop()
    expect(existsSync(profile)).toBe(true)
  })

  it('ends a browser that a killed relay left on its profile', async () => {
    const profile = testFolder()
    const left = fakeBrowser(STAY)
    const orphan = spawn(left.path, [`--user-data-dir=${profile}`], { stdio: 'ignore' })
    await until(() => expect(left.calls()).toHaveLength(1))
    const ended = once(orphan, 'exit')
    start(fakeBrowser(STAY).path, { profile })
    await ended
    expect(isAlive(orphan.pid!)).toBe(false)
  })

  it('says what to install when there is no browser', () => {
    expect(() => start('/nowhere/chromium')).toThrow(/^No Chromium was found.*Install Chromium/)
  })
})
