import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { DatabaseOptions } from './job-database.ts'

/**
 * Starts the database's thread: from the file that the build puts beside the server, or from the source where the
 * source runs.
 */
export function startWorker(workerData: DatabaseOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    const file = './sqlite-worker.cjs'
    return new Worker(new URL(file, import.meta.url), { workerData })
  }
  // Node 20 reads no TypeScript, and module loaders of the main thread do not reach a thread; this one can be called.
  const loader = createRequire(import.meta.url).resolve('tsx/cjs/api')
  const source = fileURLToPath(new URL('./sqlite-worker.ts', import.meta.url))
  const code = `require(${JSON.stringify(loader)}).register(); require(${JSON.stringify(source)})`
  return new Worker(code, { eval: true, workerData })
}
