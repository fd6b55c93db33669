/** What a closed socket tells the tab: the number on the wire, and whether connecting again can help. */
interface CloseMeaning {
  readonly code: number
  readonly retry: boolean
}

/**
 * Every reason for which either side ends a connection, by name. Browsers may send 1000 and 4000 to 4999 only,
 * so `drain` always comes from the relay; a tab that leaves sends a `drain` message and closes with `done`.
 */
export const CLOSE_CODES = {
  done: { code: 1000, retry: false },
  /** The relay stops or restarts; its `drain` message said when to come back. */
  drain: { code: 1012, retry: true },
  bad_message: { code: 4400, retry: false },
  /** The pairing was revoked or has expired. */
  unauthorized: { code: 4401, retry: false },
  version: { code: 4406, retry: false },
  /** Nothing was heard for several heartbeats. */
  silent: { code: 4408, retry: true },
  /** The same tab connected again; the older socket ends. */
  replaced: { code: 4409, retry: false },
  too_large: { code: 4413, retry: false },
  /** More bytes were sent than credit was given for. */
  overrun: { code: 4429, retry: false },
} as const satisfies Record<string, CloseMeaning>

/** The name of a reason for closing. */
export type CloseName = keyof typeof CLOSE_CODES

/** All reasons for closing. */
// Object.keys loses the literal type; the object above is its only source.
export const CLOSE_NAMES = Object.keys(CLOSE_CODES) as [CloseName, ...CloseName[]]

/** The reason behind a close code; null for a number that is none of ours, such as 1006 for a lost connection. */
export function closeNameOf(code: number): CloseName | null {
  return CLOSE_NAMES.find((name) => CLOSE_CODES[name].code === code) ?? null
}
