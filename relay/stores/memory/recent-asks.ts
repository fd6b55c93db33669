/** Remembers who was asked about lately, so that previews are made for those who poll as well as for those who listen. */
export interface RecentAsks<Name> {
  note(name: Name): void
  has(name: Name): boolean
}

/** A poller that has been silent for so long has left; milliseconds. */
const INTEREST_MS = 10_000

/** @param now milliseconds */
export function createRecentAsks<Name>(now: () => number): RecentAsks<Name> {
  /** In the order of the last ask, so that the old ones are found without a timer. */
  const asked = new Map<Name, number>()
  let forgotAt = now()
  return {
    note: (name) => {
      const time = now()
      asked.delete(name)
      asked.set(name, time)
      // Looking at the oldest costs a walk over all that were taken out before it; so not for every ask.
      if (time - forgotAt < INTEREST_MS) return
      forgotAt = time
      for (const [one, at] of asked) {
        if (time - at <= INTEREST_MS) break
        asked.delete(one)
      }
    },
    has: (name) => now() - (asked.get(name) ?? -Infinity) <= INTEREST_MS,
  }
}
