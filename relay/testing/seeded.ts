/** Chance that repeats itself: the same seed gives the same draws. */
export interface Seeded {
  /** 0 up to, but not including, 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  /** @throws Error for an empty list */
  pick<T>(list: readonly T[]): T
  /** @param probability 0 to 1 */
  chance(probability: number): boolean
  /** Another stream of draws that does not disturb this one. */
  fork(): Seeded
}

/** The generator known as mulberry32. */
export function createSeeded(seed: number): Seeded {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    pick: (list) => {
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[between(0, list.length - 1)]!
    },
    chance: (probability) => next() < probability,
    fork: () => createSeeded(between(0, 2 ** 32 - 1)),
  }
}
