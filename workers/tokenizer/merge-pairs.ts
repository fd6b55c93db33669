/** Rank of a merge by its pair, written as the two symbols with a space between; lower goes first. */
export type MergeRanks = ReadonlyMap<string, number>

/** Ranks from the content of merges.txt: one pair a line, best first; a first line that tells the version is skipped. */
export function parseMerges(merges: string): MergeRanks {
  const lines = merges.split(/\r?\n/)
  if (lines[0]?.includes('#version')) lines.shift()
  return new Map(lines.filter((line) => line !== '').map((pair, rank) => [pair, rank]))
}

/** In place of a rank: this pair never merges, or its rank is yet to be looked up. */
const NEVER = Infinity
const UNKNOWN = -1

/**
 * Byte-pair encoding of one word: joins the pair of neighbours with the lowest rank, wherever it occurs, until no
 * pair has a rank. Ranks are looked up only where something changed, so that words of thousands of symbols are no
 * trouble.
 *
 * @param symbols of the word, none of which contains a space; not modified
 * @returns fewer or as many symbols, whose concatenation is the same
 * @see Sennrich et al. 2016, arXiv:1508.07909, section 3.2
 */
export function mergePairs(symbols: readonly string[], ranks: MergeRanks): string[] {
  let parts = [...symbols]
  let pairRanks = parts.map(() => UNKNOWN)
  for (;;) {
    const best = refresh(parts, pairRanks, ranks)
    if (best === NEVER) return parts
    const joined: string[] = []
    const joinedRanks: number[] = []
    for (let i = 0; i < parts.length; i++) {
      if (pairRanks[i] !== best) {
        joined.push(parts[i]!)
        joinedRanks.push(pairRanks[i]!)
        continue
      }
      if (joinedRanks.length > 0) joinedRanks[joinedRanks.length - 1] = UNKNOWN
      joined.push(parts[i]! + parts[i + 1]!)
      joinedRanks.push(UNKNOWN)
      i++
    }
    parts = joined
    pairRanks = joinedRanks
  }
}

/** Looks up the unknown ranks, in place. `pairRanks[i]` belongs to symbols i and i + 1. Returns the lowest of all. */
function refresh(parts: readonly string[], pairRanks: number[], ranks: MergeRanks): number {
  let best = NEVER
  for (let i = 0; i < parts.length; i++) {
    if (i === parts.length - 1) pairRanks[i] = NEVER
    else if (pairRanks[i] === UNKNOWN) pairRanks[i] = ranks.get(`${parts[i]} ${parts[i + 1]}`) ?? NEVER
    best = Math.min(best, pairRanks[i]!)
  }
  return best
}
