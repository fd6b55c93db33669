import { sampleEuler } from './euler.ts'
import type { Sampler } from './types.ts'

/**
 * DDIM without added noise. It is Euler's method under another name: with x in "x₀ + σ·noise" units, DDIM's
 * update keeps x₀ and the predicted noise and only exchanges σ, which is a step along (x − x₀)/σ.
 *
 * @see Song et al. 2020, arXiv:2010.02502, section 4.3 and eq. 13 with η = 0
 */
export const sampleDdim: Sampler = sampleEuler
