/** What a column can hold here. */
export type SqlValue = string | number | null

/** What may be bound; true and false become 1 and 0. */
export type SqlInput = SqlValue | boolean

/** A row by column name. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** A prepared statement. Made once and used again: none is ever thrown away. */
export interface SqlStatement {
  run(values: readonly SqlInput[]): void
  all(values: readonly SqlInput[]): readonly SqlRow[]
}

/** SQLite, whichever library brings it. Synchronous, so it lives in a worker thread. */
export interface SqlDatabase {
  /** Whether readers and writers may be fast: a write-ahead log works. */
  readonly hasWal: boolean
  exec(sql: string): void
  prepare(sql: string): SqlStatement
  close(): void
}

/** The libraries, in the order in which they are tried. */
export const SQL_DRIVERS = ['node', 'libsql', 'wasm'] as const

/** A library that brings SQLite: Node itself, libsql, or a WebAssembly build for machines that libsql has no binary for. */
export type SqlDriver = (typeof SQL_DRIVERS)[number]

/**
 * Values as every driver takes them. libsql ends the whole process at a boolean or an object, so nothing else passes.
 *
 * @throws TypeError for anything but text, a number, a boolean or null
 */
export function bindable(values: readonly SqlInput[]): SqlValue[] {
  return values.map((value) => {
    if (typeof value === 'boolean') return Number(value)
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`SQLite takes no ${typeof value} here`)
  })
}
