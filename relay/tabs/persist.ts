import { toErrorData } from '../../contract/errors.ts'
import type { OnIncident } from './incidents.ts'

const TRIES = 5
const FIRST_PAUSE_MS = 100

/**
 * Writes to the store, again if it cannot just now. What cannot be written at all is left to the lease, which ends
 * and hands the job on.
 *
 * @param operation must be safe to repeat, as everything under a lease is
 * @returns null also when it could not be written; then `onIncident` has heard `store_failed`
 */
export async function persist<T>(
  operation: () => Promise<T | null>,
  onIncident: OnIncident,
): Promise<T | null> {
  for (let tries = 1; ; tries++) {
    try {
      return await operation()
    } catch (error) {
      onIncident('store_failed', { code: toErrorData(error).code, tries })
      if (tries === TRIES) return null
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** tries).unref())
  }
}
