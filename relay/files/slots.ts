import { AppError, Cancelled } from '../../contract/errors.ts'

/** Lets a few pieces of work run at once and the next ones wait. */
export interface Slots {
  /**
   * Runs the work when there is a place, in the order of asking.
   *
   * @param signal ends the waiting at once, with Cancelled; work that has begun goes on and keeps its place until it
   *   is done, only its result is dropped
   * @throws AppError `queue_full` when as many wait as may
   */
  run<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>
}

/** @param atOnce how many run; @param maxWaiting how many more may wait */
export function createSlots(atOnce: number, maxWaiting: number): Slots {
  const waiting: (() => void)[] = []
  let running = 0

  function next(): void {
    running--
    waiting.shift()?.()
  }

  return {
    run<Result>(work: () => Promise<Result>, signal?: AbortSignal) {
      return new Promise<Result>((resolve, reject) => {
        const begin = () => {
          running++
          void work()
            .then(resolve, reject)
            .finally(() => {
              signal?.removeEventListener('abort', cancel)
              next()
            })
        }
        const cancel = () => {
          const place = waiting.indexOf(begin)
          if (place >= 0) waiting.splice(place, 1)
          reject(new Cancelled())
        }
        if (signal?.aborted) return reject(new Cancelled())
        if (running < atOnce) begin()
        else if (waiting.length < maxWaiting) waiting.push(begin)
        else
          return reject(
            new AppError('queue_full', 'Too many pictures wait to be converted.', {
              waiting: waiting.length,
            }),
          )
        signal?.addEventListener('abort', cancel, { once: true })
      })
    },
  }
}
