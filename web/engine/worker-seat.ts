import type { EngineWorker } from '../../contract/studio.ts'
import { createFanOut } from './fan-out.ts'
import type { WorkerHost } from './worker-host.ts'

/** The place of a window's one worker: never two in it, and questions outlive who sits there. */
export interface WorkerSeat {
  /** The newest worker; it may have ended. */
  host(): WorkerHost
  /** Ends the worker and starts the next one. */
  replace(): void
  /** Ends the worker now and starts the next one later, unless another change comes first. */
  replaceLater(delayMs: number, onStarted: () => void): void
  /** Ends the worker and starts none. */
  clear(): void
  /** Asks the worker. @returns nothing when it ended before it answered */
  ask<T>(question: (worker: EngineWorker) => Promise<T>): Promise<{ readonly value: T } | null>
  /** Asks the worker, and if it ends before it answers, the next one. */
  askUntilAnswered<T>(question: (worker: EngineWorker) => Promise<T>): Promise<T>
}

/** Makes the seat and puts a first worker in it. */
export function createWorkerSeat(start: () => WorkerHost): WorkerSeat {
  const started = createFanOut<void>()
  let host = start()
  let timer: ReturnType<typeof setTimeout> | undefined

  const clear = () => {
    clearTimeout(timer)
    host.stop()
  }
  const replace = () => {
    clear()
    host = start()
    started.emit()
  }

  // No race against one promise that lives as long as the worker: it would keep every answer as long.
  const ask: WorkerSeat['ask'] = (question) =>
    new Promise((resolve, reject) => {
      const stopListening = host.onGone(() => resolve(null))
      void question(host.worker)
        .then((value) => resolve({ value }), reject)
        .finally(stopListening)
    })

  const nextStart = () =>
    new Promise<void>((resolve) => {
      const stopListening = started.subscribe(() => {
        stopListening()
        resolve()
      })
    })

  return {
    host: () => host,
    replace,
    replaceLater: (delayMs, onStarted) => {
      clear()
      timer = setTimeout(() => {
        replace()
        onStarted()
      }, delayMs)
    },
    clear,
    ask,
    askUntilAnswered: async (question) => {
      for (;;) {
        const asked = host
        const answer = await ask(question)
        if (answer) return answer.value
        if (host === asked) await nextStart()
      }
    },
  }
}
