import { BEFORE_ANY_LEVEL, type NoiseLevels } from './noise-levels.ts'

const SIGMA_MIN = 0.002
const SIGMA_MAX = 120
const LOG_MIN = Math.log(SIGMA_MIN)
const LOG_MAX = Math.log(SIGMA_MAX)

/**
 * The levels of models trained on a continuous range of noise, as Playground 2.5 was: any σ between the ends, told to
 * the network as ¼ ln σ.
 *
 * @see Karras et al. 2022, arXiv:2206.00364, table 1 (c_noise); Li et al. 2024, arXiv:2402.17245, section 2.1
 */
export const EDM_LEVELS: NoiseLevels = {
  sigmaMin: SIGMA_MIN,
  sigmaMax: SIGMA_MAX,
  timestepOf: (sigma) => Math.log(sigma) / 4,
  timestepBelow: (sigma, share) => (LOG_MIN + share * Math.max(0, Math.log(sigma) - LOG_MIN)) / 4,
  sigmaAt,
  alphaBarAt: (timestep) => 1 / (1 + sigmaAt(timestep) ** 2),
  percentToSigma: (percent) => {
    if (percent <= 0) return BEFORE_ANY_LEVEL
    return percent >= 1 ? 0 : Math.exp(LOG_MAX + percent * (LOG_MIN - LOG_MAX))
  },
}

function sigmaAt(timestep: number): number {
  return Math.exp(Math.min(LOG_MAX, Math.max(LOG_MIN, 4 * timestep)))
}
