import type { Latent } from '../math/vector.ts'

/** Whether any token of a chunk counts more or less than as written. */
export function hasWeights(weights: readonly number[]): boolean {
  return weights.some((weight) => weight !== 1)
}

/**
 * Makes tokens count more or less, by moving their embeddings away from or towards those of an empty text, and then
 * brings the chunk back to the mean it had.
 *
 * @param embeddings of one chunk, `[tokens, width]`, float32; not modified
 * @param empty      of a chunk without words from the same encoder, same shape; not modified
 * @param weights    one for each token
 * @returns the weighted embeddings, same shape; `embeddings` itself if all weights are 1
 * @throws RangeError if the shapes do not fit each other
 * @see ComfyUI's prompt weighting, with Fooocus' correction of the mean
 */
export function weighEmbeddings(embeddings: Latent, empty: Latent, weights: readonly number[]): Latent {
  const width = embeddings.length / weights.length
  if (!Number.isInteger(width) || empty.length !== embeddings.length) {
    throw new RangeError(
      `${embeddings.length} and ${empty.length} numbers are no embeddings of ${weights.length} tokens`,
    )
  }
  if (!hasWeights(weights)) return embeddings
  const weighted = embeddings.map((value, i) => {
    const weight = weights[Math.floor(i / width)]!
    return weight === 1 ? value : (value - empty[i]!) * weight + empty[i]!
  })
  // The mean can come out as nothing, and then there is no factor that would bring it back.
  const factor = sum(embeddings) / sum(weighted)
  return Number.isFinite(factor) ? weighted.map((value) => value * factor) : weighted
}

function sum(values: Latent): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}
