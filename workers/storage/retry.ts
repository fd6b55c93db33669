import { FetchFailure } from './fetch-failure.ts'

/** Waits between attempts. After the last one the failure stands. */
export const RETRY_DELAYS_MS = [500, 1000, 2000, 4000] as const

/** What retrying works with. */
interface RetryOptions {
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  readonly online: () => boolean
  readonly signal: AbortSignal
}

/**
 * Runs `work` until it succeeds, as long as another attempt makes sense: not after a final answer, and not on
 * a device without a network.
 *
 * @throws FetchFailure of the last attempt; the signal's reason once it aborts; anything else `work` throws
 */
export async function withRetries<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (thrown) {
      if (!(thrown instanceof FetchFailure)) throw thrown
      if (thrown.reason === 'network' && !options.online()) {
        throw new FetchFailure('offline', { message: 'This device is offline', retryable: false }, thrown)
      }
      const delayMs = RETRY_DELAYS_MS[attempt]
      if (!thrown.facts.retryable || delayMs === undefined) throw thrown
      await options.sleep(thrown.facts.retryAfterMs ?? delayMs, options.signal)
    }
  }
}
