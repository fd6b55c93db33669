import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RelayConfig } from './config.ts'
import type { Bus, JobStore } from './jobs/ports.ts'
import { createMemoryBus } from './stores/memory/create-memory-bus.ts'
import { createMemoryJobStore } from './stores/memory/create-memory-job-store.ts'

/** Where jobs are kept, and how relays speak to each other. */
export interface OpenStore {
  readonly store: JobStore
  readonly bus: Bus
}

/** Opens what the command line asks for. The larger libraries are loaded only where they are used. */
export async function openStore(config: RelayConfig): Promise<OpenStore> {
  const { memoryOnly, redis, dataPath, durability } = config
  if (memoryOnly) return { store: createMemoryJobStore(), bus: createMemoryBus() }
  mkdirSync(dataPath, { recursive: true })
  if (redis === null) {
    const { openSqliteJobStore } = await import('./stores/sqlite/open-sqlite-job-store.ts')
    const store = await openSqliteJobStore({ path: join(dataPath, 'jobs.sqlite3'), durability })
    return { store, bus: createMemoryBus() }
  }
  const [{ openRedisJobStore }, { openRedisBus }] = await Promise.all([
    import('./stores/redis/open-redis-job-store.ts'),
    import('./stores/redis/open-redis-bus.ts'),
  ])
  const [store, bus] = await Promise.all([openRedisJobStore({ url: redis }), openRedisBus({ url: redis })])
  return { store, bus }
}
