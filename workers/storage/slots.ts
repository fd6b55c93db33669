/** Lets a limited number through at a time; the others wait in order of arrival. */
interface Slots {
  /**
   * @returns gives the slot back; to be called exactly once
   * @throws the signal's reason once it aborts
   */
  take(signal: AbortSignal): Promise<() => void>
}

/** @param count how many at a time */
export function createSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []

  function giveBack(): void {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }

  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        if (free > 0) {
          free -= 1
          resolve(giveBack)
          return
        }
        const leave = () => {
          waiting.splice(waiting.indexOf(enter), 1)
          // Whatever a reason is, it is thrown as it was given.
          reject(signal.reason as Error)
        }
        const enter = () => {
          signal.removeEventListener('abort', leave)
          resolve(giveBack)
        }
        waiting.push(enter)
        signal.addEventListener('abort', leave, { once: true })
      }),
  }
}
