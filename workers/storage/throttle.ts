/** Reports go out at most this often: ten times a second. */
const REPORT_INTERVAL_MS = 100

/**
 * Lets a report through when the last one is old enough. Needs no timer: the reports it drops are followed by
 * others, and the last one is sent by who knows that it is the last.
 *
 * @param now milliseconds, never falling
 * @returns runs `report` or drops it
 */
export function createThrottle(now: () => number): (report: () => void) => void {
  let last = -Infinity
  return (report) => {
    if (now() - last < REPORT_INTERVAL_MS) return
    last = now()
    report()
  }
}
