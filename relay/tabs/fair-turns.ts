/** Whose turn it is: deficit round-robin over owners, as data. */
export interface Turns {
  /** Work that each owner has in hand. */
  readonly deficits: ReadonlyMap<string, number>
  /** Who was served last; its turn lasts while it has enough in hand. */
  readonly last: string | null
}

/** What an owner wants done next. */
export interface Head {
  readonly owner: string
  readonly work: number
}

/** Before anybody was served. */
export const FIRST_TURN: Turns = { deficits: new Map(), last: null }

/** What each owner is given when the round comes by: about one usual picture, in megapixel steps. */
const QUANTUM = 30

/**
 * Chooses whom to serve, and what that leaves everyone with. Rounds in which nobody has enough are counted, not
 * walked. Owners that want nothing now lose what they had in hand, so that nobody saves up for a flood.
 *
 * @param heads one for each owner, at least one
 */
export function nextTurn(
  turns: Turns,
  heads: readonly Head[],
): { readonly owner: string; readonly turns: Turns } {
  const [only] = heads
  if (heads.length === 1) return { owner: only!.owner, turns: { deficits: new Map(), last: only!.owner } }
  const inHand = (owner: string) => turns.deficits.get(owner) ?? 0
  const current = heads.find((head) => head.owner === turns.last)
  if (current && inHand(current.owner) >= current.work) {
    const deficits = new Map(heads.map(({ owner }) => [owner, inHand(owner)]))
    deficits.set(current.owner, inHand(current.owner) - current.work)
    return { owner: current.owner, turns: { deficits, last: current.owner } }
  }
  const ring = inRing(heads, turns.last)
  const visits = ring.map(({ owner, work }) => Math.max(1, Math.ceil((work - inHand(owner)) / QUANTUM)))
  const rounds = Math.min(...visits)
  const winner = visits.indexOf(rounds)
  const deficits = new Map(
    ring.map(({ owner }, at) => [owner, inHand(owner) + QUANTUM * (at <= winner ? rounds : rounds - 1)]),
  )
  const { owner, work } = ring[winner]!
  deficits.set(owner, deficits.get(owner)! - work)
  return { owner, turns: { deficits, last: owner } }
}

/** By name, beginning behind the one that was served last. */
function inRing(heads: readonly Head[], last: string | null): readonly Head[] {
  const sorted = [...heads].sort((a, b) => (a.owner < b.owner ? -1 : 1))
  const behind = last === null ? 0 : sorted.findIndex(({ owner }) => owner > last)
  return behind <= 0 ? sorted : [...sorted.slice(behind), ...sorted.slice(0, behind)]
}
