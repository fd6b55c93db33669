/** Runs one job after the other, in the order they were handed in. A failed job does not stop the next. */
export type InTurn = <T>(job: () => Promise<T>) => Promise<T>

/** Makes a queue of its own. onnxruntime-web fails when creations or runs of sessions overlap. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const mine = last.then(job, job)
    last = mine.catch(() => undefined)
    return mine
  }
}
