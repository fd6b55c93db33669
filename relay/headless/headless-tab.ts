import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { browserFlags } from './browser-flags.ts'
import { findChromium, NO_BROWSER } from './find-chromium.ts'
import { processesWith, processTree, treeBytes } from './process-tree.ts'

/** What the tab tells of itself, for the relay's log. */
export type HeadlessNews =
  | { readonly type: 'started'; readonly pid: number; readonly browser: string }
  /** A line that the browser printed. */
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'ended'; readonly reason: string; readonly restartMs: number }

/** How a headless tab is run. Times are milliseconds. */
export interface HeadlessOptions {
  /** The page; opened without its sample picture by whoever builds the address (`?sample=off`). */
  readonly url: string
  /** A browser; else one is looked for. */
  readonly chromiumPath?: string | undefined
  /** Folder of the browser's profile, with the models in it; else a temporary one that goes with the tab. */
  readonly profile?: string | undefined
  /** `auto`: when the machine shows a graphics device. */
  readonly gpu?: boolean | 'auto'
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: (news: HeadlessNews) => void
  /** The browser is started afresh when all its processes together take more. */
  readonly memoryBytes?: number
  readonly firstRestartMs?: number
  readonly longestRestartMs?: number
  /** A browser that ran for so long was a good one: pauses begin anew. */
  readonly healthyMs?: number
  readonly memoryCheckMs?: number
  /** How long a browser may take to end by itself when it is asked to. */
  readonly patienceMs?: number
}

/** A browser that is kept alive. */
export interface HeadlessTab {
  /** The browser's process id; null between two of them. */
  pid(): number | null
  /** Ends it with everything it started. Resolves when nothing of it is left, within about five seconds. */
  stop(): Promise<void>
}

const GIB = 1024 ** 3

/**
 * Starts a headless Chromium that shows the page, and starts it again whenever it ends or grows too large.
 *
 * @throws Error with a sentence for the person at the terminal when no browser is found
 */
export function startHeadlessTab(options: HeadlessOptions): HeadlessTab {
  const { log } = options
  const browser = findChromium({ chromiumPath: options.chromiumPath, env: options.env })
  if (!browser) throw new Error(NO_BROWSER)
  const firstMs = options.firstRestartMs ?? 1000
  const longestMs = options.longestRestartMs ?? 60_000
  const healthyMs = options.healthyMs ?? 300_000
  const memoryBytes = options.memoryBytes ?? 6 * GIB
  const profile = openProfile(options.profile)
  const flags = browserFlags({
    url: options.url,
    profile: profile.folder,
    isRoot: process.getuid?.() === 0,
    hasGpu: options.gpu === 'auto' || options.gpu === undefined ? hasGpu() : options.gpu,
  })
  let child: ChildProcess | null = null
  let isStopped = false
  let failures = 0
  let restart: ReturnType<typeof setTimeout> | undefined
  let ended: Promise<void> = Promise.resolve()

  const start = () => {
    const startedAt = Date.now()
    // A group of its own, so that nothing it starts can be missed when it is ended.
    const running = spawn(browser, flags, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
    child = running
    let reason = ''
    const memory = setInterval(() => {
      if (running.pid === undefined || treeBytes(running.pid) <= memoryBytes) return
      reason = 'it took too much memory'
      clearInterval(memory)
      killTree(running.pid, 'SIGKILL')
    }, options.memoryCheckMs ?? 10_000)
    createInterface({ input: running.stderr }).on('line', (text) => log({ type: 'line', text }))
    if (running.pid !== undefined) log({ type: 'started', pid: running.pid, browser })
    ended = new Promise((resolve) => {
      running.once('error', (error) => {
        reason ||= error.message
      })
      // `close` comes after `error` too, where the program could not be started at all.
      running.once('close', (code, signal) => {
        clearInterval(memory)
        child = null
        if (running.pid !== undefined) killTree(running.pid, 'SIGKILL')
        resolve()
        if (!isStopped) again(reason || `it ended with ${signal ?? code}`, Date.now() - startedAt)
      })
    })
  }
  const again = (reason: string, ranMs: number) => {
    failures = ranMs >= healthyMs ? 1 : failures + 1
    const restartMs = Math.min(longestMs, firstMs * 2 ** (failures - 1))
    log({ type: 'ended', reason, restartMs })
    restart = setTimeout(start, restartMs)
  }

  // A relay that was killed could not end its browser, which would keep the profile to itself.
  for (const left of processesWith(`--user-data-dir=${profile.folder}`)) killTree(left, 'SIGKILL')
  start()
  return {
    pid: () => child?.pid ?? null,
    stop: async () => {
      isStopped = true
      clearTimeout(restart)
      const pid = child?.pid
      if (pid !== undefined) {
        killTree(pid, 'SIGTERM')
        const patience = setTimeout(() => killTree(pid, 'SIGKILL'), options.patienceMs ?? 3000)
        await ended
        clearTimeout(patience)
        await allGone(pid)
      }
      profile.close()
    },
  }
}

/** Ends every process of a tree; those that ended meanwhile are none of our business. */
function killTree(root: number, signal: NodeJS.Signals): void {
  for (const target of [-root, ...processTree(root)]) {
    try {
      process.kill(target, signal)
    } catch {
      // It has ended already.
      continue
    }
  }
}

/** Waits until nothing is left of a tree that was ended. */
async function allGone(root: number): Promise<void> {
  for (let tries = 0; tries < 40 && processTree(root).length > 0; tries++) {
    killTree(root, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

function openProfile(folder: string | undefined): { readonly folder: string; close(): void } {
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    return { folder, close: () => undefined }
  }
  const temporary = mkdtempSync(join(tmpdir(), 'fooocus-tab-'))
  const close = () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  return { folder: temporary, close }
}

/** Whether the machine shows a graphics device to programs. */
const hasGpu = () => existsSync('/dev/dri') || existsSync('/dev/nvidia0')
