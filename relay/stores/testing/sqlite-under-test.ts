import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { JobStore } from '../../jobs/ports.ts'
import { createSqliteJobStore } from '../sqlite/create-sqlite-job-store.ts'
import type { DatabaseOptions } from '../sqlite/job-database.ts'
import { createJournal } from '../sqlite/journal.ts'
import { startWorker } from '../sqlite/start-worker.ts'

/** A SQLite store whose thread can be killed. */
export interface SqliteUnderTest {
  readonly store: JobStore
  readonly path: string
  /** Ends the thread as a crash would, without a word to the store. */
  kill(): Promise<void>
  crashAndReopen(): Promise<JobStore>
  close(): Promise<void>
}

/**
 * Opens a store in a temporary folder that goes away with it.
 *
 * @param options with `built`, the thread runs that file; it starts faster than the source
 */
export async function openSqliteUnderTest(
  options: Partial<DatabaseOptions> & { readonly built?: URL } = {},
): Promise<SqliteUnderTest> {
  const { built, ...asked } = options
  const folder = await mkdtemp(join(tmpdir(), 'relay-sqlite-'))
  const path = join(folder, 'jobs.db')
  let worker: Worker
  const open = async () => {
    const workerData = { path, durability: 'normal', driver: null, maxBytes: null, ...asked } as const
    worker = built ? new Worker(built, { workerData }) : startWorker(workerData)
    return createSqliteJobStore(createJournal(worker))
  }
  const kill = async () => {
    await worker.terminate()
  }
  let store = await open()
  return {
    store,
    path,
    kill,
    crashAndReopen: async () => {
      await kill()
      store = await open()
      return store
    },
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
