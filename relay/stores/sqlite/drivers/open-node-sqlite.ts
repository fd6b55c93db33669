import { bindable, type SqlDatabase, type SqlRow, type SqlValue } from '../sql-database.ts'

/** The part of `node:sqlite` that is used; the types of Node 20 do not know it. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => {
    exec(sql: string): void
    prepare(sql: string): {
      run(...values: SqlValue[]): unknown
      all(...values: SqlValue[]): unknown[]
    }
    close(): void
  }
}

/** Opens a database with Node's own SQLite; null where Node has none, or only behind a flag (before 22.13). */
export function openNodeSqlite(path: string): SqlDatabase | null {
  const sqlite = quietly(() => process.getBuiltinModule('node:sqlite') as NodeSqlite | undefined)
  if (!sqlite) return null
  const database = new sqlite.DatabaseSync(path)
  return {
    hasWal: true,
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql)
      return {
        run: (values) => void statement.run(...bindable(values)),
        // Only columns of text, numbers and null are ever selected.
        all: (values) => statement.all(...bindable(values)) as SqlRow[],
      }
    },
    close: () => database.close(),
  }
}

/** Node 22 warns of its own SQLite once it is loaded, and whoever starts a relay can do nothing about it. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return load()
  } finally {
    process.emitWarning = emitWarning
  }
}
