import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'

/** A Redis of its own for one test file. */
export interface TestRedis {
  /** Path of its socket. */
  readonly url: string
  /** A connection for looking in from outside. */
  readonly client: Redis
  /** Kills it and starts it again with the same data. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Starts a Redis with an append-only file in a temporary folder. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'relay-redis-'))
  const url = join(folder, 'redis.sock')
  const begin = async () => {
    const files = ['--dir', folder, '--unixsocket', url, '--port', '0']
    const server = spawn('redis-server', [
      ...files,
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--save',
      '',
    ])
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
    await new Promise<void>((resolve, reject) => {
      server.once('error', () =>
        reject(
          new Error('These tests need a Redis server. Install it with: sudo apt-get install redis-server'),
        ),
      )
      server.once('exit', (status) => reject(new Error(`redis-server ended with ${status}`)))
      server.stdout.on('data', (text: Buffer) => {
        if (text.includes('eady to accept connections')) resolve()
      })
    })
    return async (signal: 'SIGTERM' | 'SIGKILL') => {
      server.kill(signal)
      await ended
    }
  }
  let stop = await begin()
  const client = new Redis(url, { retryStrategy: () => 20 })
  client.on('error', () => undefined)
  return {
    url,
    client,
    restart: async () => {
      await stop('SIGKILL')
      stop = await begin()
      await client.ping()
    },
    close: async () => {
      client.disconnect()
      await stop('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
