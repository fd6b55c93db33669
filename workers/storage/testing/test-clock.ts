/** Time that passes only when a test says so, or when the code under test waits a little. */
export interface TestClock {
  now(): number
  advance(ms: number): void
  /** Short waits are over at once and move time on; waits of half a minute and more last until {@link wake}. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Ends all long waits, with time moved on by as much. */
  wake(): void
  /** The short waits so far, in milliseconds. */
  readonly waits: readonly number[]
}

const LONG_MS = 30_000

/** Starts at an arbitrary moment. */
export function createTestClock(): TestClock {
  const waits: number[] = []
  const sleepers = new Set<() => void>()
  let time = 1_000_000

  return {
    now: () => time,
    advance: (ms) => void (time += ms),
    sleep(ms, signal) {
      signal.throwIfAborted()
      if (ms < LONG_MS) {
        waits.push(ms)
        time += ms
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => {
        sleepers.add(() => {
          time += ms
          resolve()
        })
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      })
    },
    wake() {
      const woken = [...sleepers]
      sleepers.clear()
      for (const wake of woken) wake()
    },
    waits,
  }
}
