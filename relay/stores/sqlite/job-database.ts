import type { TaskId } from '../../../contract/task.ts'
import type { Delivery, JobQuery } from '../../jobs/ports.ts'
import { openNodeSqlite } from './drivers/open-node-sqlite.ts'
import { openLibsql } from './drivers/open-libsql.ts'
import { openWasmSqlite } from './drivers/open-wasm-sqlite.ts'
import { ensureSchema } from './schema.ts'
import type { SqlDatabase, SqlDriver, SqlInput, SqlRow, SqlStatement } from './sql-database.ts'

/** How to open the database. Plain data: it goes to another thread. */
export interface DatabaseOptions {
  /** Of the file; its folder exists. */
  readonly path: string
  /** `normal` survives a killed process, `full` a power failure too, at the price of a disk sync per commit. */
  readonly durability: 'normal' | 'full'
  /** Which library to use; null for the first that works. */
  readonly driver: SqlDriver | null
  /** The largest size of the file; changes that need more are refused with `storage_full`. Null for no limit. */
  readonly maxBytes: number | null
}

/** A job as it is stored: texts of JSON. */
export interface StoredJob {
  readonly number: number
  readonly job: string
  readonly life: string
}

/** A job that is new to the database. */
export interface NewJob extends StoredJob {
  readonly id: TaskId
  readonly owner: string
  readonly status: string
  readonly createdAt: number
  readonly fingerprint: string
  readonly idempotencyKey: string | null
}

/** Changes that are written together or not at all. */
export interface JobBatch {
  readonly added: readonly NewJob[]
  readonly changed: readonly { readonly number: number; readonly status: string; readonly life: string }[]
  readonly addedDeliveries: readonly Delivery[]
  readonly changedDeliveries: readonly Delivery[]
  readonly settledDeliveries: readonly string[]
}

/** What a store needs to go on where the last one stopped. */
export interface OpenedJobs {
  readonly lastNumber: number
  /** All jobs that have not ended. */
  readonly jobs: readonly StoredJob[]
  readonly deliveries: readonly Delivery[]
}

/** The tables. Every method works at once; what it changes is on the disk when it returns. */
export interface JobDatabase {
  load(): OpenedJobs
  commit(batch: JobBatch): void
  get(id: TaskId): StoredJob | null
  findByKey(owner: string, key: string): StoredJob | null
  findTwin(owner: string, fingerprint: string, since: number): StoredJob | null
  list(query: JobQuery): { readonly jobs: readonly StoredJob[]; readonly total: number }
  /** Removes those that have ended, with their deliveries, and returns them. */
  remove(ids: readonly TaskId[]): readonly StoredJob[]
  close(): void
}

/** A condition with what it binds. */
interface Term {
  readonly text: string
  readonly values: readonly SqlInput[]
}

const STORED = 'SELECT number, job, life FROM jobs JOIN requests USING (number)'

/** Opens the database, and makes its tables where there are none. */
export async function openJobDatabase(options: DatabaseOptions): Promise<JobDatabase> {
  const sql = await openDriver(options)
  try {
    configure(sql, options)
    ensureSchema(sql)
    return createJobDatabase(sql)
  } catch (error) {
    sql.close()
    throw error
  }
}

async function openDriver({ path, driver }: DatabaseOptions): Promise<SqlDatabase> {
  const opened =
    (isAsked(driver, 'node') ? openNodeSqlite(path) : null) ??
    (isAsked(driver, 'libsql') ? await openLibsql(path) : null) ??
    (isAsked(driver, 'wasm') ? await openWasmSqlite(path) : null)
  if (opened) return opened
  throw new Error(`the SQLite library ${String(driver)} does not work here`)
}

const isAsked = (asked: SqlDriver | null, driver: SqlDriver) => asked === null || asked === driver

function configure(sql: SqlDatabase, { durability, maxBytes }: DatabaseOptions): void {
  // The jobs that have not ended live in one process, so no other may write; the lock dies with the process.
  sql.prepare('PRAGMA locking_mode = EXCLUSIVE').all([])
  sql.prepare(`PRAGMA journal_mode = ${sql.hasWal ? 'WAL' : 'TRUNCATE'}`).all([])
  sql.exec(`PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`)
  sql.prepare('PRAGMA journal_size_limit = 67108864').all([])
  if (maxBytes === null) return
  const pageBytes = Number(sql.prepare('PRAGMA page_size').all([])[0]?.page_size)
  sql.prepare(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageBytes))}`).all([])
}

function createJobDatabase(sql: SqlDatabase): JobDatabase {
  const prepared = new Map<string, SqlStatement>()
  const statement = (text: string) => {
    const known = prepared.get(text)
    if (known) return known
    const made = sql.prepare(text)
    prepared.set(text, made)
    return made
  }
  const run = (text: string, values: readonly SqlInput[]) => statement(text).run(values)
  const all = (text: string, values: readonly SqlInput[]) => statement(text).all(values)
  const one = (text: string, values: readonly SqlInput[]) => all(text, values).map(toStoredJob)[0] ?? null

  const together = <T>(work: () => T): T => {
    sql.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      sql.exec('COMMIT')
      return result
    } catch (error) {
      try {
        sql.exec('ROLLBACK')
      } catch {
        // SQLite has rolled back by itself, as it does when the disk is full.
      }
      throw error
    }
  }

  return {
    load: () => ({
      lastNumber: Number(
        all("SELECT max(seq) AS last FROM sqlite_sequence WHERE name = 'jobs'", [])[0]?.last ?? 0,
      ),
      jobs: all(`${STORED} WHERE status IN ('queued', 'running') ORDER BY number`, []).map(toStoredJob),
      deliveries: all('SELECT * FROM deliveries', []).map(toDelivery),
    }),
    commit: (batch) =>
      together(() => {
        for (const { number, id, owner, status, ...rest } of batch.added) {
          const { createdAt, fingerprint, idempotencyKey, life, job } = rest
          run('INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
            number,
            id,
            owner,
            status,
            createdAt,
            fingerprint,
            idempotencyKey,
            life,
          ])
          run('INSERT INTO requests VALUES (?, ?)', [number, job])
        }
        for (const { number, status, life } of batch.changed)
          run('UPDATE jobs SET status = ?, life = ? WHERE number = ?', [status, life, number])
        for (const { id, jobId, attempts, nextAt, createdAt } of batch.addedDeliveries)
          run('INSERT INTO deliveries VALUES (?, ?, ?, ?, ?)', [id, jobId, attempts, nextAt, createdAt])
        for (const { id, attempts, nextAt } of batch.changedDeliveries)
          run('UPDATE deliveries SET attempts = ?, next_at = ? WHERE id = ?', [attempts, nextAt, id])
        for (const id of batch.settledDeliveries) run('DELETE FROM deliveries WHERE id = ?', [id])
      }),
    get: (id) => one(`${STORED} WHERE id = ?`, [id]),
    findByKey: (owner, key) =>
      one(`${STORED} WHERE idempotency_key = ? AND owner = ? ORDER BY number DESC LIMIT 1`, [key, owner]),
    findTwin: (owner, fingerprint, since) =>
      one(
        `${STORED} WHERE fingerprint = ? AND owner = ? AND created_at >= ? ORDER BY created_at DESC, number DESC LIMIT 1`,
        [fingerprint, owner, since],
      ),
    list: ({ owner, statuses, from, to, offset, limit, order = 'newest' }) => {
      const terms: readonly (Term | null)[] = [
        owner === null ? null : { text: 'owner = ?', values: [owner] },
        statuses ? { text: `status IN (${statuses.map(() => '?').join()})`, values: statuses } : null,
        from === undefined ? null : { text: 'created_at >= ?', values: [from] },
        to === undefined ? null : { text: 'created_at <= ?', values: [to] },
      ]
      const given = terms.filter((term) => term !== null)
      const values = given.flatMap((term) => term.values)
      const where = given.length === 0 ? '' : `WHERE ${given.map(({ text }) => text).join(' AND ')}`
      const direction = order === 'newest' ? 'DESC' : 'ASC'
      const page = `${STORED} ${where} ORDER BY created_at ${direction}, number ${direction} LIMIT ? OFFSET ?`
      return {
        jobs: all(page, [...values, limit, offset]).map(toStoredJob),
        total: Number(all(`SELECT count(*) AS total FROM jobs ${where}`, values)[0]?.total),
      }
    },
    remove: (ids) =>
      together(() =>
        ids.flatMap((id) => {
          const found = one(`${STORED} WHERE id = ? AND status NOT IN ('queued', 'running')`, [id])
          if (!found) return []
          run('DELETE FROM jobs WHERE number = ?', [found.number])
          run('DELETE FROM requests WHERE number = ?', [found.number])
          run('DELETE FROM deliveries WHERE job_id = ?', [id])
          return [found]
        }),
      ),
    close: () => sql.close(),
  }
}

const toStoredJob = ({ number, job, life }: SqlRow): StoredJob => ({
  number: Number(number),
  job: String(job),
  life: String(life),
})

const toDelivery = ({ id, job_id, attempts, next_at, created_at }: SqlRow): Delivery => ({
  id: String(id),
  // Only ids of jobs were ever written there.
  jobId: String(job_id) as TaskId,
  attempts: Number(attempts),
  nextAt: Number(next_at),
  createdAt: Number(created_at),
})
