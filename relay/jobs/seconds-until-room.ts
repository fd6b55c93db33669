import type { JobState } from './job.ts'

/** Nobody is told to come back sooner or later than this, in seconds. */
const SHORTEST = 1
const LONGEST = 60

/**
 * After how long a full queue has likely room for one more: the mean time of the last jobs.
 *
 * @param recent jobs that finished lately; may be none
 */
export function secondsUntilRoom(recent: readonly JobState[]): number {
  const times = recent.flatMap(({ startedAt, endedAt }) =>
    startedAt !== null && endedAt !== null ? [endedAt - startedAt] : [],
  )
  if (times.length === 0) return 10
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  return Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(mean / 1000)))
}
