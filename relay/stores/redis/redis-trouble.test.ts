import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobStore } from '../../jobs/ports.ts'
import { startTestRedis, type TestRedis } from '../testing/redis-server.ts'
import { ROOMY, sampleJob, sampleLease } from '../testing/sample-job.ts'
import { openRedisJobStore } from './open-redis-job-store.ts'

describe('the Redis store in trouble', () => {
  let redis: TestRedis
  let store: JobStore
  let other: JobStore
  const prefix = 'test:'
  beforeAll(async () => {
    redis = await startTestRedis()
    store = await openRedisJobStore({ url: redis.url, prefix })
    other = await openRedisJobStore({ url: redis.url, prefix })
  })
  afterAll(async () => {
    await Promise.all([store.close(), other.close()])
    await redis.close()
  })

  const keys = async () => (await redis.client.keys('*')).sort()

  it('says that there is no room when Redis has no memory left, changes nothing, and goes on later', async () => {
    const job = sampleJob()
    await store.put(job, ROOMY)
    const before = await keys()
    const lease = sampleLease()
    await redis.client.config('SET', 'maxmemory', '1')
    const full = { name: 'AppError', code: 'storage_full' }
    await expect(store.put(sampleJob({ idempotencyKey: 'k' }), ROOMY)).rejects.toMatchObject(full)
    await expect(store.take(job.id, lease)).rejects.toMatchObject(full)
    await redis.client.config('SET', 'maxmemory', '0')
    expect(await keys()).toEqual(before)
    expect(await store.take(job.id, lease)).toMatchObject({ attempt: 1 })
  })

  it('says that it is unavailable when Redis may only be read', async () => {
    await redis.client.config('SET', 'min-replicas-to-write', '1')
    await expect(store.put(sampleJob(), ROOMY)).rejects.toMatchObject({ code: 'storage_unavailable' })
    await redis.client.config('SET', 'min-replicas-to-write', '0')
    expect((await store.put(sampleJob(), ROOMY)).kind).toBe('created')
  })

  it('goes on after Redis was killed, and forgets nothing', async () => {
    const job = sampleJob()
    await store.put(job, ROOMY)
    await redis.restart()
    const lease = sampleLease()
    expect(await store.take(job.id, lease)).toMatchObject({ status: 'running', job })
    expect(await other.extend(job.id, lease.token, 99_000)).toBe(true)
  })

  it('sees through what it remembers when another relay was faster', async () => {
    const job = sampleJob()
    await store.put(job, ROOMY)
    const lease = sampleLease()
    expect(await other.take(job.id, lease)).not.toBeNull()
    expect(await store.take(job.id, sampleLease())).toBeNull()
    expect(await store.note(job.id, lease.token, { images: 2 })).toMatchObject({ images: 2 })
    expect(await other.finish(job.id, lease.token, { status: 'stopped', at: 3 })).toMatchObject({ images: 2 })
    expect(await store.requestStop(job.id, 4)).toMatchObject({ status: 'stopped', endedAt: 3 })
  })

  it('is refused when nobody answers, or when a newer program wrote there', async () => {
    const unavailable = { code: 'storage_unavailable' }
    await expect(openRedisJobStore({ url: `${redis.url}.missing` })).rejects.toMatchObject(unavailable)
    await redis.client.set('newer:layout', '2')
    const refused = openRedisJobStore({ url: redis.url, prefix: 'newer:' })
    await expect(refused).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringContaining('newer') as string,
    })
  })
})
