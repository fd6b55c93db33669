import { createNoise } from '../../math/random.ts'
import { karras } from '../schedules.ts'
import type { Sampler } from '../types.ts'
import { createGaussianDenoise, type Gaussian } from './gaussian-model.ts'
import { SD_LEVELS } from './levels.ts'

const SIGMA_MAX = 20
const ELEMENTS = 4096

/**
 * Samples pictures of one number from the exact model of a Gaussian, many at a time and over several seeds.
 *
 * @returns the mean and the standard deviation of what came out: those of `data`, for a sampler that is right
 */
export async function sampleStatistics(sampler: Sampler, data: Gaussian, steps: number): Promise<Gaussian> {
  const sigmas = karras({ sigmaMin: 0.005, sigmaMax: SIGMA_MAX }, steps)
  const scale = Math.sqrt(data.deviation ** 2 + SIGMA_MAX ** 2)
  const values: number[] = []
  for (const seed of [1n, 2n, 3n, 4n]) {
    const noise = createNoise(seed)
    const start = noise.normal(ELEMENTS).map((value) => data.mean + scale * value)
    values.push(
      ...(await sampler(createGaussianDenoise(data), start, sigmas, {
        noise,
        levels: SD_LEVELS,
        onStep: () => {},
      })),
    )
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, deviation: Math.sqrt(variance) }
}
