import type { Latent } from './ports.ts'

/**
 * The guidance scale as a network that was distilled with it takes it: sines, then cosines.
 *
 * @param scale as the request has it; the network was trained with one less
 * @param width even, at least 4
 * @see Luo et al. 2023, arXiv:2310.04378; the embedding is that of timesteps, of 1000 (scale − 1)
 */
export function guidanceEmbedding(scale: number, width: number): Latent {
  const half = width / 2
  const embedding = new Float32Array(width)
  for (let i = 0; i < half; i++) {
    const angle = (scale - 1) * 1000 * Math.exp((-Math.log(10_000) * i) / (half - 1))
    embedding[i] = Math.sin(angle)
    embedding[half + i] = Math.cos(angle)
  }
  return embedding
}
