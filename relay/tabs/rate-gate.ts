/** Lets so many pass in a minute for each address. */
export interface RateGate {
  pass(address: string): boolean
}

const MINUTE_MS = 60_000

/** Counts by whole minutes; what it remembers is forgotten with the minute. */
export function createRateGate(perMinute: number, now: () => number): RateGate {
  let minute = -1
  const counts = new Map<string, number>()
  return {
    pass: (address) => {
      const current = Math.floor(now() / MINUTE_MS)
      if (current !== minute) counts.clear()
      minute = current
      const count = (counts.get(address) ?? 0) + 1
      counts.set(address, count)
      return count <= perMinute
    },
  }
}
