import { z } from '../../contract/zod.ts'
import type { RelayPresence } from '../state/relay.ts'

const Health = z.object({ status: z.literal('ok'), version: z.string(), relay: z.literal(true) })

/** What answers beside the page. */
export interface FoundRelay {
  readonly presence: Exclude<RelayPresence, 'unknown'>
  readonly version: string
}

/**
 * Asks whoever serves this page whether it is a relay. Never rejects.
 *
 * @param baseUrl address of the page's root, ending in a slash
 */
export async function findRelay(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  baseUrl: string,
): Promise<FoundRelay> {
  try {
    const response = await fetch(new URL('health', baseUrl).href, { cache: 'no-store' })
    // A server that is starting or stopping says so with a number from 500 on.
    if (response.status >= 500) return { presence: 'silent', version: '' }
    const health = Health.safeParse(await response.json().catch(() => null))
    return health.success
      ? { presence: 'present', version: health.data.version }
      : { presence: 'absent', version: '' }
  } catch {
    // No network, or nobody at this address any more: the page itself came from its offline copy.
    return { presence: 'silent', version: '' }
  }
}
