import type { Latent } from '../models/ports.ts'
import type { NoiseLevels } from '../sampling/noise-levels.ts'

/** Noise at a level. At the model's largest level the picture's own variance of 1 is added, as Fooocus does. */
export function startingNoise(noise: Latent, sigma: number, levels: NoiseLevels): Latent {
  const atMost = sigma >= levels.sigmaMax * (1 - 1e-5)
  const factor = atMost ? Math.sqrt(1 + sigma * sigma) : sigma
  return noise.map((value) => value * factor)
}
