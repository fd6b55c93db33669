import type { JobStore } from '../../jobs/ports.ts'
import { connectRedis, DEFAULT_PREFIX, type RedisLocation } from './connect-redis.ts'
import { createRedisJobStore } from './create-redis-job-store.ts'

/** After this long without an answer a command is given up, in milliseconds. */
const COMMAND_TIMEOUT_MS = 10_000

/**
 * Opens a job store that several relays share.
 *
 * It is as durable as its Redis: run it with an append-only file (`appendonly yes`). With `appendfsync everysec` a
 * crash of the machine can lose the last second, with `always` nothing; a crash of Redis alone loses nothing in both.
 * `maxmemory-policy` must be `noeviction`, so that a full Redis refuses jobs instead of dropping them. When the
 * connection is lost in the middle of a change, the change is sent again and counts once; a method that rejects then
 * may still have made its change.
 *
 * @throws AppError `storage_unavailable` when nobody answers there, or a newer program has written there
 */
export async function openRedisJobStore({ url, prefix = DEFAULT_PREFIX }: RedisLocation): Promise<JobStore> {
  const client = await connectRedis(url, { maxRetriesPerRequest: 3, commandTimeout: COMMAND_TIMEOUT_MS })
  try {
    return await createRedisJobStore(client, prefix)
  } catch (error) {
    client.disconnect()
    throw error
  }
}
