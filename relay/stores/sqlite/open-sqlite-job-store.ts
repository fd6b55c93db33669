import type { JobStore } from '../../jobs/ports.ts'
import { createSqliteJobStore } from './create-sqlite-job-store.ts'
import { createJournal } from './journal.ts'
import type { SqlDriver } from './sql-database.ts'
import { startWorker } from './start-worker.ts'

/** Where and how jobs are kept. */
export interface SqliteStoreOptions {
  /** Of the database file; its folder exists. One relay at a time may have it open. */
  readonly path: string
  /** `normal`: what was promised survives a killed process. `full`: a power failure too, with a disk sync per commit. */
  readonly durability?: 'normal' | 'full'
  /** The largest size of the file in bytes; new jobs beyond it are refused with `storage_full`. */
  readonly maxBytes?: number
  /** The SQLite library; the first that works on this machine unless told otherwise. */
  readonly driver?: SqlDriver
}

/**
 * Opens the job store of one relay. Jobs that ran when the last relay died run on until their leases are over; the
 * sweep gives them back then.
 *
 * @throws AppError `storage_unavailable` when the file cannot be used: no database, a newer one, or open elsewhere;
 *   `storage_full`
 */
export async function openSqliteJobStore(options: SqliteStoreOptions): Promise<JobStore> {
  const { path, durability = 'normal', driver = null, maxBytes = null } = options
  return createSqliteJobStore(createJournal(startWorker({ path, durability, driver, maxBytes })))
}
