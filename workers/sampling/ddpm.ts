import { sampleEulerAncestral } from './euler-ancestral.ts'
import type { Sampler } from './types.ts'

/**
 * DDPM's own sampler. It is the ancestral form of Euler's method under another name: with x in "x₀ + σ·noise" units,
 * the mean of DDPM's posterior is a step along (x − x₀)/σ below the next level, and its variance is what is added.
 *
 * @see Ho et al. 2020, arXiv:2006.11239, Algorithm 2 with the posterior's variance
 */
export const sampleDdpm: Sampler = sampleEulerAncestral
