/** How items are worked on side by side. */
interface LaneOptions<T> {
  readonly work: (item: T) => Promise<void>
  /** Called at the first failure, to make the other lanes end soon. */
  readonly onFailure: () => void
}

/**
 * Works through items in order, several at a time. Returns or throws only when no work is under way any more.
 *
 * @throws the first failure
 */
export async function inLanes<T>(
  count: number,
  items: readonly T[],
  { work, onFailure }: LaneOptions<T>,
): Promise<void> {
  const left = items.values()
  const failures: unknown[] = []

  async function lane(): Promise<void> {
    // All lanes draw from one iterator, so that each item is taken once.
    for (const item of left) {
      try {
        await work(item)
      } catch (thrown) {
        if (failures.push(thrown) === 1) onFailure()
      }
      if (failures.length > 0) return
    }
  }

  await Promise.all(Array.from({ length: Math.min(count, items.length) }, lane))
  if (failures.length > 0) throw failures[0]
}
