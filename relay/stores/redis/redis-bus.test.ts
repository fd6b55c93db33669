import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTaskId } from '../../../contract/task.ts'
import type { Bus, JobSignal } from '../../jobs/ports.ts'
import { busContract } from '../testing/bus-contract.ts'
import { startTestRedis, type TestRedis } from '../testing/redis-server.ts'
import { openRedisBus } from './open-redis-bus.ts'

const prefix = 'test:'

busContract('the Redis bus of two relays', async () => {
  const redis = await startTestRedis()
  const [bus, other] = await Promise.all([1, 2].map(() => openRedisBus({ url: redis.url, prefix })))
  return {
    bus: bus!,
    other: other!,
    close: async () => {
      await Promise.all([bus!.close(), other!.close()])
      await redis.close()
    },
  }
})

describe('the Redis bus', () => {
  let redis: TestRedis
  let bus: Bus
  beforeAll(async () => {
    redis = await startTestRedis()
    bus = await openRedisBus({ url: redis.url, prefix })
  })
  afterAll(async () => {
    await bus.close()
    await redis.close()
  })

  const says = (percent: number) =>
    ({ type: 'progress', progress: { percent, message: '', step: null } }) satisfies JobSignal

  it('writes progress at most four times a second, and the last word always', async () => {
    const id = createTaskId(crypto.randomUUID())
    const key = `${prefix}progress:${id}`
    await redis.client.config('RESETSTAT')
    for (let percent = 0; percent <= 100; percent++) bus.publish(id, says(percent))
    await vi.waitFor(async () => expect((await redis.client.get(key))?.includes('"percent":100')).toBe(true))
    expect(await redis.client.info('commandstats')).toMatch(/cmdstat_set:calls=2,/)
    expect(await redis.client.pttl(key)).toBeGreaterThan(50_000)
  })

  it('sends previews only while someone watches, and keeps the last one all the same', async () => {
    const id = createTaskId(crypto.randomUUID())
    const heard = vi.fn()
    const spy = redis.client.duplicate()
    await spy.psubscribe('*')
    spy.on('pmessageBuffer', heard)
    // The spy is no watcher of this channel: patterns do not count.
    await vi.waitFor(() => expect(bus.isWatched(id)).toBe(false))
    const preview = { mime: 'image/png', bytes: new Uint8Array([1, 2]), image: 0 } as const
    bus.publish(id, { type: 'preview', preview })
    bus.publish(id, says(3))
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
    expect(await bus.progress(id)).toMatchObject({ percent: 3, preview })
    spy.disconnect()
  })

  it('hears again after a lost connection, and tells that something may have changed', async () => {
    const id = createTaskId(crypto.randomUUID())
    const heard: JobSignal[] = []
    const onWork = vi.fn()
    await bus.watch(id, (signal) => void heard.push(signal))
    bus.onWork(onWork)
    await redis.restart()
    await vi.waitFor(() => expect(heard).toContainEqual({ type: 'changed' }), {
      timeout: 5_000,
      interval: 10,
    })
    expect(onWork).toHaveBeenCalled()
    await vi.waitFor(
      () => {
        bus.publish(id, says(9))
        expect(heard).toContainEqual(says(9))
      },
      { timeout: 5_000, interval: 20 },
    )
  })

  it('says so when there is no Redis', async () => {
    await expect(openRedisBus({ url: `${redis.url}.missing` })).rejects.toMatchObject({
      code: 'storage_unavailable',
    })
  })
})
