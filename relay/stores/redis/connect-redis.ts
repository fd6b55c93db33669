import { Redis, type RedisOptions } from 'ioredis'
import { AppError } from '../../../contract/errors.ts'

/** Where Redis is. */
export interface RedisLocation {
  /** `redis://host:port/db`, `rediss://…`, or the path of a socket. */
  readonly url: string
  /** Start of every key and channel, so that several relays' worlds fit into one Redis. */
  readonly prefix?: string
}

/** Start of keys and channels unless told otherwise. */
export const DEFAULT_PREFIX = 'fooocus-tab:'

/**
 * Connects, and connects again whenever the connection is lost.
 *
 * @throws AppError `storage_unavailable` when nobody answers there
 */
export async function connectRedis(
  url: string,
  options: Pick<RedisOptions, 'maxRetriesPerRequest' | 'commandTimeout' | 'enableOfflineQueue'>,
): Promise<Redis> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: (times) => Math.min(times * 50, 2_000),
    connectTimeout: 5_000,
    ...options,
  })
  // A lost connection is told by the calls that fail of it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    client.disconnect()
    throw redisError(error)
  }
}

/** Ends a connection after the commands that were sent before. */
export async function closeRedis(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => undefined)
  client.disconnect()
}

/** Whatever Redis or its client threw, as `storage_full` or `storage_unavailable`. */
export function redisError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return /\bOOM\b/.test(message)
    ? new AppError('storage_full', `Redis has no memory left (${message})`)
    : new AppError('storage_unavailable', `Redis cannot be used (${message})`)
}
