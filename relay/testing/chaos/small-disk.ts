import { execFileSync } from 'node:child_process'
import { mkdirSync, statfsSync } from 'node:fs'

/** A disk of its own that can be full at a word. */
export interface SmallDisk {
  fill(): void
  free(): void
  remove(): void
}

const SIZE_MB = 2048

/**
 * Mounts one in memory. It becomes full by becoming as small as what is on it, which no program can tell from a disk
 * that others have filled.
 *
 * @returns null where this user may not mount
 */
export function mountSmallDisk(folder: string): SmallDisk | null {
  mkdirSync(folder, { recursive: true })
  const mount = (...args: readonly string[]) =>
    void execFileSync('mount', [...args, folder], { stdio: 'ignore' })
  try {
    mount('-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs')
  } catch {
    return null
  }
  return {
    fill: () => {
      const { blocks, bfree, bsize } = statfsSync(folder)
      const used = (blocks - bfree) * bsize
      // What is written in between makes the disk larger than the new size, which is refused; then it stays as it is.
      for (const room of [0, 256 * 1024, 4 * 1024 * 1024]) {
        try {
          return mount('-o', `remount,size=${used + room}`)
        } catch {
          continue
        }
      }
    },
    free: () => mount('-o', `remount,size=${SIZE_MB}m`),
    remove: () => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' }),
  }
}
