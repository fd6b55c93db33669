import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { toStorageError } from './storage-error.ts'

const FOLDER = '.tmp'
/** Another relay may work in the same folder; what was touched within the hour may be its. */
const OLD_MS = 3_600_000

/** A file without a name of its own yet. */
export interface TemporaryFile {
  readonly path: string
  readonly handle: FileHandle
  /** Closes and removes it; harmless when it is gone. Never fails. */
  discard(): Promise<void>
}

/**
 * Prepares the folder for unfinished files in a picture folder and clears what an earlier run left there.
 *
 * @param root of the picture folder, so that finished files only need a new name
 * @param now milliseconds since 1970
 * @returns makes a new, empty temporary file
 * @throws AppError `storage_unavailable`
 */
export function openTemporaryFolder(root: string, now: number): () => Promise<TemporaryFile> {
  const folder = join(root, FOLDER)
  try {
    mkdirSync(folder, { recursive: true })
    for (const name of readdirSync(folder)) removeIfOld(join(folder, name), now)
  } catch (error) {
    throw toStorageError(error)
  }
  return async () => {
    const path = join(folder, `${randomUUID()}.part`)
    const handle = await open(path, 'wx+', 0o644)
    return {
      path,
      handle,
      async discard() {
        await handle.close().catch(() => {})
        await rm(path, { force: true }).catch(() => {})
      },
    }
  }
}

function removeIfOld(path: string, now: number): void {
  const modifiedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now
  if (now - modifiedAt > OLD_MS) rmSync(path, { force: true, recursive: true })
}
