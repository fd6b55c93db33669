import 'fake-indexeddb/auto'
import { afterEach } from 'vitest'
import { openDatabase, type Database } from '../database.ts'
import type { StorageTrouble } from '../ports.ts'

/** A fresh database and what it complained about. */
interface TestDatabase {
  readonly db: Database
  readonly name: string
  readonly troubles: StorageTrouble[]
}

/**
 * For use at the top of a test file, once.
 *
 * @returns opens a database of its own each time, which is closed after the test
 */
export function useTestDatabases(): () => Promise<TestDatabase> {
  const opened: Database[] = []
  let count = 0
  afterEach(() => {
    for (const db of opened.splice(0)) db.close()
  })
  return async () => {
    const name = `test-${++count}`
    const troubles: StorageTrouble[] = []
    const db = await openDatabase(name, (trouble) => troubles.push(trouble))
    opened.push(db)
    return { db, name, troubles }
  }
}
