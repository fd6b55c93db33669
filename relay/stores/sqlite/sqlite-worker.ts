/** The thread that owns the database. It opens it, says what was in it, and then answers calls in order. */
import { parentPort, workerData } from 'node:worker_threads'
import { toErrorData } from '../../../contract/errors.ts'
import type { Call, Reply } from './journal.ts'
import { openJobDatabase, type DatabaseOptions } from './job-database.ts'
import { storageError } from './storage-error.ts'

void serve()

async function serve(): Promise<void> {
  const port = parentPort
  if (!port) return
  const answer = (reply: Reply) => port.postMessage(reply)
  try {
    // Only `startWorker` starts this file.
    const database = await openJobDatabase(workerData as DatabaseOptions)
    port.on('message', ({ id, method, args }: Call) => {
      try {
        // The caller's type checked that the arguments are those of the method.
        const call = database[method] as (...args: readonly unknown[]) => unknown
        answer({ id, value: call(...args) })
      } catch (error) {
        answer({ id, error: toErrorData(storageError(error)) })
      }
    })
    answer({ id: 0, value: database.load() })
  } catch (error) {
    answer({ id: 0, error: toErrorData(storageError(error)) })
  }
}
