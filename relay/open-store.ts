import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RelayConfig } from './config.ts'
import type { Bus, JobStore } from './jobs/ports.ts'
import { createMemoryBus } from './stores/memory/create-memory-bus.ts'
import { createMemoryJobStore } from './stores/memory/create-memory-job-store.ts'
import { promisedStore } from './stores/promised-store.ts'

/** Where jobs are kept, and how relays speak to each other. */
export interface OpenStore {
  /** May be handed on at once. */
  readonly store: JobStore
  readonly bus: Bus
  /** Resolves once the store answers; rejects when it cannot be opened. */
  readonly ready: Promise<void>
}

/**
 * Opens what the command line asks for. The larger libraries are loaded only where they are used. A database that opens
 * in a thread of its own may still be at it when this resolves.
 *
 * @throws AppError `storage_unavailable` when there is no Redis
 */
export async function openStore(config: RelayConfig): Promise<OpenStore> {
  const { memoryOnly, redis, dataPath, durability } = config
  const ready = Promise.resolve()
  if (memoryOnly) return { store: createMemoryJobStore(), bus: createMemoryBus(), ready }
  mkdirSync(dataPath, { recursive: true })
  if (redis === null) {
    const { openSqliteJobStore } = await import('./stores/sqlite/open-sqlite-job-store.ts')
    const opening = openSqliteJobStore({ path: join(dataPath, 'jobs.sqlite3'), durability })
    const opened = opening.then(() => undefined)
    // Whoever waits for it hears of a failure, and until then nobody need.
    opened.catch(() => undefined)
    return { store: promisedStore(opening), bus: createMemoryBus(), ready: opened }
  }
  const [{ openRedisJobStore }, { openRedisBus }] = await Promise.all([
    import('./stores/redis/open-redis-job-store.ts'),
    import('./stores/redis/open-redis-bus.ts'),
  ])
  const [store, bus] = await Promise.all([openRedisJobStore({ url: redis }), openRedisBus({ url: redis })])
  return { store, bus, ready }
}
