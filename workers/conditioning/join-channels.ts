import type { Latent } from '../math/vector.ts'

/**
 * Puts what several encoders say of the same tokens side by side, channel by channel.
 *
 * @param parts at least one, each `[tokens, its own width]`
 * @returns `[tokens, sum of the widths]`; the part itself if it is the only one
 */
export function joinChannels(parts: readonly Latent[], tokens: number): Latent {
  if (parts.length === 1) return parts[0]!
  const joined = new Float32Array(parts.reduce((count, part) => count + part.length, 0))
  let at = 0
  for (let token = 0; token < tokens; token++) {
    for (const part of parts) {
      const width = part.length / tokens
      joined.set(part.subarray(token * width, (token + 1) * width), at)
      at += width
    }
  }
  return joined
}
