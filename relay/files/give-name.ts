import { link, open, rename, rm } from 'node:fs/promises'
import { systemCode } from './storage-error.ts'

/** Systems on which two names for one file cannot be made. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * Gives a temporary file its final name, and never takes the place of a file: a second name for the same bytes can
 * only be made where there is none.
 *
 * @returns false when the name is taken; the temporary file is still there then
 */
export async function giveName(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') return false
    if (!NO_LINKS.has(code ?? '')) throw error
    return reserveAndRename(temporary, path)
  }
  // The picture has its name; a second one that stays behind goes at the next start.
  await rm(temporary, { force: true }).catch(() => {})
  return true
}

/** The same for file systems without links: an empty file keeps the name until the picture takes its place. */
export async function reserveAndRename(temporary: string, path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close()
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
  try {
    await rename(temporary, path)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return true
}
