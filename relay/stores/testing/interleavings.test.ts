import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openRedisJobStore } from '../redis/open-redis-job-store.ts'
import type * as SqliteStoreModule from '../sqlite/open-sqlite-job-store.ts'
import { createMemoryJobStore } from '../memory/create-memory-job-store.ts'
import { startTestRedis, type TestRedis } from './redis-server.ts'
import { buildStore, type BuiltStore } from './build-store.ts'
import { ROOMY, sampleJob } from './sample-job.ts'
import { openSqliteUnderTest } from './sqlite-under-test.ts'
import { storeCommands, type RealStore, type StoreModel } from './store-model.ts'

/** STORE_SEED repeats a run, STORE_RUNS makes it a longer one. */
const SETTINGS = {
  ...(process.env.STORE_SEED ? { seed: Number(process.env.STORE_SEED) } : {}),
  endOnFailure: process.env.STORE_RUNS === undefined,
}
const runsOf = (usual: number) => Number(process.env.STORE_RUNS ?? usual)

const MINUTES = 60_000

/** Runs random lives, each in a store of its own. */
async function check(
  runs: number,
  crashes: number,
  open: () => Promise<{ readonly real: RealStore; readonly close: () => Promise<void> }>,
): Promise<void> {
  const anyLife = storeCommands(40, crashes)
  await fc.assert(
    fc.asyncProperty(anyLife, async (commands) => {
      const { real, close } = await open()
      const model: StoreModel = { now: 100, jobs: [], leases: [] }
      try {
        await fc.asyncModelRun(() => ({ model, real }), commands)
      } finally {
        await close()
      }
    }),
    { ...SETTINGS, numRuns: runs },
  )
}

describe('whatever happens in whatever order, no job is lost, ends twice or is held twice', () => {
  it(
    'in the memory store',
    () =>
      check(runsOf(100), 1_000, async () => {
        const store = createMemoryJobStore()
        return { real: { store, crashAndReopen: async () => store }, close: () => store.close() }
      }),
    20 * MINUTES,
  )

  describe('in the SQLite store', () => {
    let built: BuiltStore
    beforeAll(async () => {
      built = await buildStore()
    })
    afterAll(() => built.remove())

    it('opens as it is built', async () => {
      const { openSqliteJobStore } = (await import(built.main.href)) as typeof SqliteStoreModule
      const folder = await mkdtemp(join(tmpdir(), 'relay-built-'))
      const store = await openSqliteJobStore({ path: join(folder, 'jobs.db') })
      const job = sampleJob()
      expect((await store.put(job, ROOMY)).kind).toBe('created')
      expect((await store.list({ owner: null, offset: 0, limit: 1 })).jobs[0]?.job).toEqual(job)
      await store.close()
      await rm(folder, { recursive: true })
    })

    it(
      'also while its thread is killed',
      () =>
        check(runsOf(30), 100, async () => {
          const under = await openSqliteUnderTest({ built: built.worker })
          return { real: { store: under.store, crashAndReopen: under.crashAndReopen }, close: under.close }
        }),
      20 * MINUTES,
    )
  })

  describe('in the Redis store', () => {
    let redis: TestRedis
    let lives = 0
    beforeAll(async () => {
      redis = await startTestRedis()
    })
    afterAll(() => redis.close())

    it(
      'also while Redis is killed',
      () =>
        check(runsOf(60), 400, async () => {
          const prefix = `life-${++lives}:`
          const open = () => openRedisJobStore({ url: redis.url, prefix })
          let store = await open()
          const crashAndReopen = async () => {
            await redis.restart()
            await store.close()
            store = await open()
            return store
          }
          return { real: { store, crashAndReopen }, close: () => store.close() }
        }),
      20 * MINUTES,
    )
  })
})
