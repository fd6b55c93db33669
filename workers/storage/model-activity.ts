import { modelBytes, type ModelEntry } from '../../contract/manifest.ts'
import type { ModelStatus } from '../../contract/studio.ts'
import { createThrottle } from './throttle.ts'
import { createTransferRate } from './transfer-rate.ts'

/** Counts a model's bytes while they arrive. */
export interface ModelMeter {
  /** Bytes came in. */
  received(bytes: number): void
  /** Bytes that came in turned out to be worthless. */
  dropped(bytes: number): void
  /** Bytes that came in are now a verified, stored block. */
  kept(bytes: number): void
  /** A stored block was removed. */
  lost(bytes: number): void
  /** Verified bytes of the whole model, and its size. */
  counts(): { readonly storedBytes: number; readonly totalBytes: number }
}

/** A model while it is being fetched. */
export interface ModelActivity {
  readonly meter: ModelMeter
  snapshot(): ModelStatus
}

/**
 * Starts counting, and reports at once.
 *
 * @param storedBytes verified bytes of the model at the start
 */
export function createModelActivity(
  model: ModelEntry,
  storedBytes: number,
  { now, onStatus }: { readonly now: () => number; readonly onStatus: (status: ModelStatus) => void },
): ModelActivity {
  const totalBytes = modelBytes(model)
  const rate = createTransferRate(now)
  const throttle = createThrottle(now)
  let [stored, inFlight] = [storedBytes, 0]

  function snapshot(): ModelStatus {
    const bytesPerSecond = rate.bytesPerSecond()
    const secondsLeft = bytesPerSecond ? (totalBytes - stored - inFlight) / bytesPerSecond : null
    return {
      model,
      state: 'downloading',
      storedBytes: stored,
      totalBytes,
      bytesPerSecond,
      secondsLeft,
      error: null,
    }
  }

  const report = () => throttle(() => onStatus(snapshot()))
  report()
  return {
    snapshot,
    meter: {
      received(bytes) {
        inFlight += bytes
        rate.add(bytes)
        report()
      },
      dropped(bytes) {
        inFlight -= bytes
        report()
      },
      kept(bytes) {
        inFlight -= bytes
        stored += bytes
        report()
      },
      lost(bytes) {
        stored -= bytes
        report()
      },
      counts: () => ({ storedBytes: stored, totalBytes }),
    },
  }
}
