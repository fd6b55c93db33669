import { rmSync } from 'node:fs'
import type { Database, Statement } from 'node-sqlite3-wasm'
import { bindable, type SqlDatabase, type SqlRow } from '../sql-database.ts'
import { lockFile } from './lock-file.ts'

/**
 * Opens a database with a WebAssembly build of SQLite, which runs anywhere but has no write-ahead log and locks with a
 * folder that a killed process leaves behind. A file with our process id decides who may clear that folder away.
 *
 * @throws Error when another process has the database open
 */
export async function openWasmSqlite(path: string): Promise<SqlDatabase> {
  // A CommonJS module: some loaders give its exports, others give them as the default.
  const loaded = (await import('node-sqlite3-wasm')) as WasmSqlite & { readonly default?: WasmSqlite }
  const sqlite = loaded.default ?? loaded
  const unlock = lockFile(`${path}.pid`)
  try {
    rmSync(`${path}.lock`, { recursive: true, force: true })
    const database = new sqlite.Database(path)
    return {
      hasWal: false,
      exec: (sql) => database.exec(sql),
      prepare: (sql) => {
        let statement: Statement | null = null
        const use = <T>(work: (statement: Statement) => T): T => {
          const current = (statement ??= database.prepare(sql))
          try {
            return work(current)
          } catch (error) {
            // This library cannot use a statement again that has failed.
            statement = null
            finalize(current)
            throw error
          }
        }
        return {
          run: (values) => void use((one) => one.run(bindable(values))),
          // `get` would leave the transaction of a changing statement open; `all` runs it to its end.
          all: (values) => use((one) => one.all(bindable(values)) as SqlRow[]),
        }
      },
      close: () => {
        database.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function finalize(statement: Statement): void {
  try {
    statement.finalize()
  } catch {
    // SQLite repeats the error that the statement failed with.
  }
}

/** The module under either of its two faces. */
interface WasmSqlite {
  readonly Database: typeof Database
}
