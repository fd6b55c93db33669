/** What a pairing allows. */
export interface Grant {
  /** Id of the pairing; empty for the relay's own page, which needs none. */
  readonly id: string
  /** Models it may work with; null for all. */
  readonly models: readonly string[] | null
  /** At most so many jobs at once for each tab. */
  readonly slots: number
  /** Milliseconds since 1970; null for never. */
  readonly expiresAt: number | null
}

/** Knows which tabs may work for this relay. */
export interface Pairings {
  /** @param token `prt_<id>_<secret>`; null for one that is wrong, revoked or expired */
  verify(token: string): Promise<Grant | null>
  isRevoked(id: string): boolean
  /** Call the result to stop. */
  onRevoked(listener: (id: string) => void): () => void
}

/** What the relay's own page may do when nobody else can reach the relay. */
export const OWN_PAGE: Grant = { id: '', models: null, slots: 16, expiresAt: null }
