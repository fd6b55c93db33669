import type { SqlDatabase } from './sql-database.ts'

/** Version of the tables, kept in `user_version`. */
export const SCHEMA_VERSION = 1

/**
 * `job` is JSON of what never changes, and in a table of its own so that it is written once; `life` is the rest of the
 * state. The other columns repeat what is searched for.
 * `number` counts up and is never given twice.
 */
const TABLES = `
  CREATE TABLE jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    idempotency_key TEXT,
    life TEXT NOT NULL
  );
  CREATE TABLE requests (
    number INTEGER PRIMARY KEY,
    job TEXT NOT NULL
  );
  CREATE INDEX jobs_by_age ON jobs (created_at);
  CREATE INDEX jobs_by_status ON jobs (status, created_at);
  CREATE INDEX jobs_by_owner ON jobs (owner, created_at);
  CREATE INDEX jobs_by_fingerprint ON jobs (fingerprint, owner, created_at);
  CREATE INDEX jobs_by_key ON jobs (idempotency_key, owner) WHERE idempotency_key IS NOT NULL;
  CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    job_id TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`

/**
 * Makes the tables of a new database.
 *
 * @throws Error for a database that a later version of this program has written
 */
export function ensureSchema(database: SqlDatabase): void {
  const version = Number(database.prepare('PRAGMA user_version').all([])[0]?.user_version)
  if (version === SCHEMA_VERSION) return
  if (version > SCHEMA_VERSION) {
    throw new Error(
      `its tables have version ${version} and this program knows ${SCHEMA_VERSION}: a newer program wrote it`,
    )
  }
  database.exec(`BEGIN IMMEDIATE; ${TABLES} COMMIT`)
}
