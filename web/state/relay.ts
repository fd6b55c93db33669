import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RelayLink } from '../../contract/bridge.ts'

/**
 * Whether a relay serves this page. `absent`: whoever serves it has no API, such as a static host; `silent`: nobody
 * answers.
 */
export type RelayPresence = 'unknown' | 'present' | 'absent' | 'silent'

/** What the page knows of the relay and of its own work for it. */
export interface RelayState {
  readonly presence: RelayPresence
  /** The relay's program version; empty when unknown. */
  readonly version: string
  /** What the person wants, or else what the address suggests. */
  readonly isServing: boolean
  readonly link: RelayLink
  /** Jobs finished and stored since the tab was opened. */
  readonly served: number
}

/** Before anything is known. */
const OFF: RelayLink = {
  state: 'off',
  since: 0,
  reason: null,
  message: '',
  failures: 0,
  retryAt: null,
  jobs: 0,
}

/** Makes the relay store. The host of the bridge is its only writer. */
export function createRelayStore(): StoreApi<RelayState> {
  return createStore<RelayState>(() => ({
    presence: 'unknown',
    version: '',
    isServing: false,
    link: OFF,
    served: 0,
  }))
}

/** Names of this machine itself: what is served there is for its owner. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost')
}
