import { bindable, type SqlDatabase, type SqlRow } from '../sql-database.ts'

/** Opens a database with libsql; null where there is no binary of it for this machine. */
export async function openLibsql(path: string): Promise<SqlDatabase | null> {
  const libsql = await import('libsql').catch(() => null)
  if (!libsql) return null
  const database = new libsql.default(path)
  return {
    hasWal: true,
    exec: (sql) => void database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare<unknown[]>(sql)
      return {
        run: (values) => void statement.run(bindable(values)),
        all: (values) => (statement.all(bindable(values)) as SqlRow[]).map(withoutMetadata),
      }
    },
    close: () => void database.close(),
  }
}

/** libsql adds a key of its own to some rows. */
function withoutMetadata(row: SqlRow): SqlRow {
  if (!('_metadata' in row)) return row
  const { _metadata, ...columns } = row
  return columns
}
