import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own for a test. */
export function makeFolder(): { readonly path: string; remove(): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'fooocus-tab-files-')))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * A real, tiny disk: a memory file system mounted in a folder. Null where mounting is not allowed, which takes root.
 *
 * @param at is made
 */
export function mountSmallDisk(
  at: string,
  kilobytes: number,
): { makeReadOnly(): void; unmount(): void } | null {
  const mount = (...options: string[]) => execFileSync('mount', options, { stdio: 'ignore' })
  try {
    mkdirSync(at, { recursive: true })
    mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'fooocus-tab-test', at)
  } catch {
    return null
  }
  return {
    makeReadOnly: () => mount('-o', 'remount,ro', at),
    unmount: () => execFileSync('umount', ['-l', at], { stdio: 'ignore' }),
  }
}
