/** Time as the engine sees it, so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds, never falling, for durations. */
  elapsed(): number
}
