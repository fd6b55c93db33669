import type { Worker } from 'node:worker_threads'
import { AppError, type ErrorData } from '../../../contract/errors.ts'
import type { JobDatabase, OpenedJobs } from './job-database.ts'

type Method = Exclude<keyof JobDatabase, 'load'>

/** A call to the database's thread. */
export interface Call {
  readonly id: number
  readonly method: Method
  readonly args: readonly unknown[]
}

/** The answer to the call of that id; 0 is the opening. */
export type Reply =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: ErrorData }

/** The database in its thread. Calls are answered in order; they reject with `storage_full` or `storage_unavailable`. */
export type Journal = {
  readonly [Name in Exclude<Method, 'close'>]: (
    ...args: Parameters<JobDatabase[Name]>
  ) => Promise<ReturnType<JobDatabase[Name]>>
} & {
  /** What was in the database when it was opened. */
  readonly opened: Promise<OpenedJobs>
  /** Why nothing can be called any more; null while all is well. */
  readonly trouble: AppError | null
  /** Closes the database and ends the thread. */
  close(): Promise<void>
}

const OPENING = 0

interface Pending {
  resolve(value: unknown): void
  reject(error: AppError): void
}

/** @param worker one that runs `sqlite-worker.ts`; it belongs to the journal from now on */
export function createJournal(worker: Worker): Journal {
  const pending = new Map<number, Pending>()
  let lastId = OPENING
  let trouble: AppError | null = null

  const giveUp = (reason: string) => {
    trouble ??= new AppError('storage_unavailable', `the job database cannot be used (${reason})`)
    for (const { reject } of pending.values()) reject(trouble)
    pending.clear()
  }
  worker.on('message', (reply: Reply) => {
    const caller = pending.get(reply.id)
    pending.delete(reply.id)
    if ('value' in reply) return caller?.resolve(reply.value)
    const { code, message, detail } = reply.error
    const error = new AppError(code, message, detail)
    // A database that did not open answers nothing.
    if (reply.id === OPENING) trouble = error
    caller?.reject(error)
  })
  worker.on('error', (error) => giveUp(error.message))
  worker.on('messageerror', (error) => giveUp(error.message))
  worker.on('exit', (status) => giveUp(`its thread has ended with ${status}`))

  const expectReply = (id: number) =>
    new Promise<unknown>((resolve, reject) => void pending.set(id, { resolve, reject }))
  const caller =
    <Name extends Method>(method: Name) =>
    async (...args: Parameters<JobDatabase[Name]>): Promise<ReturnType<JobDatabase[Name]>> => {
      if (trouble) throw trouble
      lastId += 1
      const reply = expectReply(lastId)
      worker.postMessage({ id: lastId, method, args } satisfies Call)
      // The thread calls the method of that name, whose result this is.
      return (await reply) as ReturnType<JobDatabase[Name]>
    }
  const closeDatabase = caller('close')

  return {
    // The thread's first word is what `load` returned.
    opened: expectReply(OPENING) as Promise<OpenedJobs>,
    get trouble() {
      return trouble
    },
    commit: caller('commit'),
    get: caller('get'),
    findByKey: caller('findByKey'),
    findTwin: caller('findTwin'),
    list: caller('list'),
    remove: caller('remove'),
    close: async () => {
      try {
        if (!trouble) await closeDatabase()
      } finally {
        await worker.terminate()
      }
    },
  }
}
