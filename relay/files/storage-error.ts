import { AppError } from '../../contract/errors.ts'

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** The system's short name of a failure, such as `ENOENT`; null for what is no failure of the system. */
export function systemCode(thrown: unknown): string | null {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null
}

/**
 * Turns a failure of the file system into our words: `storage_full` where room is missing, `storage_unavailable` for
 * everything else (rights, a read-only or broken disk, a file where a folder should be). The path stays out of the
 * message, because clients read it. What is no failure of the system is returned as it is.
 */
export function toStorageError(thrown: unknown): unknown {
  const code = systemCode(thrown)
  if (code === null || thrown instanceof AppError) return thrown
  if (FULL.has(code))
    return new AppError('storage_full', 'There is no room left on the disk.', { system: code }, thrown)
  const message = 'The folder for pictures cannot be used.'
  return new AppError('storage_unavailable', message, { system: code }, thrown)
}

/** Runs a piece of work on files; its failures leave as {@link toStorageError} says. */
export async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw toStorageError(error)
  }
}
