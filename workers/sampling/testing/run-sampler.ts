import type { NoiseLevels } from '../noise-levels.ts'
import type { Denoise, NoiseSource, Sampler } from '../types.ts'
import { SD_LEVELS } from './levels.ts'

/** Noise from a script, one number a call, repeated over the array. Throws when the script is over. */
export function scriptedNoise(numbers: readonly number[]): NoiseSource {
  let drawn = 0
  return {
    normal: (count) => {
      const value = numbers[drawn++]
      if (value === undefined) throw new Error('more noise was drawn than the script holds')
      return new Float32Array(count).fill(value)
    },
  }
}

/** Noise of nothing but zeros. */
export const SILENCE: NoiseSource = { normal: (count) => new Float32Array(count) }

/** What a sampler is run on in a test. */
export interface ScalarRun {
  readonly denoise: Denoise
  readonly start: number
  readonly sigmas: Float64Array
  readonly noise?: NoiseSource
  /** Default: Stable Diffusion's. */
  readonly levels?: NoiseLevels
}

/** Runs a sampler on a latent of one number; without `noise`, drawing any is an error. */
export async function runScalar(sampler: Sampler, run: ScalarRun): Promise<number> {
  const options = { noise: run.noise ?? scriptedNoise([]), levels: run.levels ?? SD_LEVELS, onStep: () => {} }
  const result = await sampler(run.denoise, Float32Array.of(run.start), run.sigmas, options)
  return result[0]!
}
