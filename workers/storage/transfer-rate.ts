/** Speed is looked at over this time. */
const WINDOW_MS = 5000
/** Bytes are added up in slices of this length; the median over them ignores a burst or a short stall. */
const SLICE_MS = 500

/** Measures how fast bytes arrive. */
interface TransferRate {
  add(bytes: number): void
  /** Median over the last five seconds; null in the first second, when there is nothing to go by. */
  bytesPerSecond(): number | null
}

/** @param now milliseconds, never falling */
export function createTransferRate(now: () => number): TransferRate {
  const begin = now()
  const slices = new Map<number, number>()
  const sliceAt = (ms: number) => Math.floor((ms - begin) / SLICE_MS)

  return {
    add(bytes) {
      const slice = sliceAt(now())
      slices.set(slice, (slices.get(slice) ?? 0) + bytes)
      for (const old of slices.keys()) if (old < slice - WINDOW_MS / SLICE_MS) slices.delete(old)
    },
    bytesPerSecond() {
      // The running slice is not full yet and would always look slow.
      const end = sliceAt(now())
      const first = Math.max(0, end - WINDOW_MS / SLICE_MS)
      if (end - first < 2) return null
      const perSlice = Array.from({ length: end - first }, (_, i) => slices.get(first + i) ?? 0)
      return (median(perSlice) * 1000) / SLICE_MS
    },
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
