/** How many of the likeliest tokens are drawn from. */
const TOP_K = 100

/** What a draw needs. */
export interface TokenDraw {
  /** One number for each token of the vocabulary; finite where `candidates` point. */
  readonly logits: Float32Array
  /** Ids to draw from, no two alike. */
  readonly candidates: readonly number[]
  /** The next number of a generator, 0 ≤ x < 1. */
  readonly uniform: number
}

/**
 * Draws one of the hundred likeliest candidates, each with its share of the probability.
 *
 * @returns its id; null when there is no candidate
 * @see Fan et al. 2018, arXiv:1805.04833, section 5.4 (top-k sampling); temperature 1, as in Fooocus
 */
export function drawToken({ logits, candidates, uniform }: TokenDraw): number | null {
  // Equal numbers keep the order of ids, so that a draw does not depend on the order of a list.
  const best = [...candidates].sort((a, b) => logits[b]! - logits[a]! || a - b).slice(0, TOP_K)
  const first = best[0]
  if (first === undefined) return null
  const weights = best.map((id) => Math.exp(logits[id]! - logits[first]!))
  let left = uniform * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [rank, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return best[rank]!
  }
  return best.at(-1)!
}
