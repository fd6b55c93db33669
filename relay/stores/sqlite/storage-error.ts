import { AppError } from '../../../contract/errors.ts'

/** Names of SQLite and of the system for a disk, a quota or a database that has no room left. */
const FULL = /SQLITE_FULL|ENOSPC|EDQUOT|database or disk is full/i

/** Whatever a database library threw, as `storage_full` or `storage_unavailable`. */
export function storageError(thrown: unknown): AppError {
  const { code = '', message } =
    thrown instanceof Error ? (thrown as NodeJS.ErrnoException) : { message: String(thrown) }
  const text = [code, message].filter((part) => part !== '').join(': ')
  return FULL.test(text)
    ? new AppError('storage_full', `the job database has no room left (${text})`)
    : new AppError('storage_unavailable', `the job database cannot be used (${text})`)
}
