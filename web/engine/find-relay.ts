import type { RelayPresence } from '../state/relay.ts'

/** What answers beside the page. */
export interface FoundRelay {
  readonly presence: Exclude<RelayPresence, 'unknown'>
  readonly version: string
}

/** The header by which a relay is known, with its version; it sends it with every answer. */
const RELAY_HEADER = 'x-fooocus-tab-relay'

/**
 * Asks whoever serves this page whether it is a relay, by a file that every host has: asking for an address that only
 * relays have would leave an error in the console of everybody else's visitors. The question mark keeps the service
 * worker from answering from its copy. Never rejects.
 *
 * @param baseUrl address of the page's root, ending in a slash
 */
export async function findRelay(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  baseUrl: string,
): Promise<FoundRelay> {
  try {
    const url = new URL('manifest.webmanifest?relay', baseUrl).href
    const response = await fetch(url, { method: 'HEAD', cache: 'no-store' })
    // A server that is starting or stopping says so with a number from 500 on.
    if (response.status >= 500) return { presence: 'silent', version: '' }
    const version = response.headers.get(RELAY_HEADER)
    return version === null ? { presence: 'absent', version: '' } : { presence: 'present', version }
  } catch {
    // No network, or nobody at this address any more: the page itself came from its offline copy.
    return { presence: 'silent', version: '' }
  }
}
