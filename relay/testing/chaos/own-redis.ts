import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './relay-child.ts'

/** A Redis whose every answer is on disk first. */
export interface OwnRedis {
  readonly url: string
  start(): Promise<void>
  kill(): Promise<void>
}

/** Does not start it yet. @param folder where its append-only file is */
export async function createOwnRedis(folder: string): Promise<OwnRedis> {
  const port = await freePort()
  let child: ChildProcess | null = null
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      const place = ['--dir', folder, '--port', String(port), '--bind', '127.0.0.1']
      const begun = spawn('redis-server', [
        ...place,
        '--appendonly',
        'yes',
        '--appendfsync',
        'always',
        '--save',
        '',
      ])
      child = begun
      await new Promise<void>((resolve, reject) => {
        begun.once('error', reject)
        begun.once('exit', (status) => reject(new Error(`redis-server ended with ${status}`)))
        begun.stdout.on('data', (text: Buffer) => {
          if (text.includes('eady to accept connections')) resolve()
        })
      })
    },
    kill: async () => {
      const one = child
      child = null
      if (!one || one.exitCode !== null) return
      const closed = once(one, 'exit')
      one.kill('SIGKILL')
      await closed
    },
  }
}
