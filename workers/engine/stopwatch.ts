import type { TaskTimings } from '../../contract/task.ts'
import type { Clock } from './clock.ts'

/** The parts of a task that are timed apart. */
type Part = 'load' | 'encode' | 'sample' | 'decode'

/** Adds up where the time of a task goes. */
export interface Stopwatch {
  add(part: Part, ms: number, stepCount?: number): void
  measure<T>(part: Part, job: () => Promise<T>): Promise<T>
  /** What loading and encoding have taken so far, in milliseconds. */
  aside(): number
  timings(): TaskTimings
}

/** Starts a stopwatch. */
export function createStopwatch(clock: Clock): Stopwatch {
  const started = clock.elapsed()
  const sums = { load: 0, encode: 0, sample: 0, decode: 0 }
  let steps = 0
  const add = (part: Part, ms: number, stepCount = 0) => {
    sums[part] += ms
    steps += stepCount
  }
  return {
    add,
    measure: async (part, job) => {
      const from = clock.elapsed()
      try {
        return await job()
      } finally {
        add(part, clock.elapsed() - from)
      }
    },
    aside: () => sums.load + sums.encode,
    timings: () => ({
      loadMs: sums.load,
      encodeMs: sums.encode,
      stepMs: steps > 0 ? sums.sample / steps : 0,
      decodeMs: sums.decode,
      totalMs: clock.elapsed() - started,
    }),
  }
}
