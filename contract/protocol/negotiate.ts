import { z } from '../zod.ts'
import { PROTOCOL_VERSION } from './messages.ts'

/** The oldest tab that this relay still understands. */
export const OLDEST_PROTOCOL_VERSION = 1

/** Which side has to be updated before the two can talk. */
export type VersionRefusal = 'tab_too_old' | 'relay_too_old'

/** Whether a tab and a relay can talk. */
export type Negotiation =
  | { readonly kind: 'agreed'; readonly version: number }
  | { readonly kind: 'refused'; readonly reason: VersionRefusal }

const Hello = z.object({ t: z.literal('hello'), v: z.int().positive() })

/**
 * Decides on the version that a tab speaks. A refusal is followed by closing with `version`.
 *
 * @param tabVersion the `v` of its `hello`
 * @param relay the versions that the relay speaks, both ends included
 */
export function negotiate(
  tabVersion: number,
  relay = { oldest: OLDEST_PROTOCOL_VERSION, newest: PROTOCOL_VERSION },
): Negotiation {
  if (tabVersion < relay.oldest) return { kind: 'refused', reason: 'tab_too_old' }
  if (tabVersion > relay.newest) return { kind: 'refused', reason: 'relay_too_old' }
  return { kind: 'agreed', version: tabVersion }
}

/**
 * The version in a `hello` whose other fields may have changed since: ask this before parsing the whole.
 *
 * @param value parsed JSON of any kind
 * @returns null when it is no `hello`
 */
export function helloVersion(value: unknown): number | null {
  const hello = Hello.safeParse(value)
  return hello.success ? hello.data.v : null
}
