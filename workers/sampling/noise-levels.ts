/** How a model was trained: the variances it added per step, as numbers from its manifest. */
export interface BetaSchedule {
  readonly betaSchedule: 'scaled_linear' | 'linear'
  readonly betaStart: number
  readonly betaEnd: number
  readonly trainSteps: number
  /** Shift the schedule so that the last level is pure noise, for models trained that way. */
  readonly rescaleZeroSnr?: boolean
}

/** The noise levels a model knows, and the way between levels σ and the timesteps its network is told. */
export interface NoiseLevels {
  readonly sigmaMin: number
  readonly sigmaMax: number
  /** The timestep of a level; of discrete levels that of the nearest one in log σ, the smaller one on ties. */
  timestepOf(sigma: number): number
  /** The timestep at a share (0 … 1) of the way from the cleanest level to `sigma`; of discrete levels rounded down. */
  timestepBelow(sigma: number, share: number): number
  /** σ at a real timestep; timesteps outside the levels are clamped. */
  sigmaAt(timestep: number): number
  /** The share of the picture's variance that is left at a timestep of `timestepBelow`, of distilled levels too. */
  alphaBarAt(timestep: number): number
  /** σ when a share of the timesteps is done: beyond any level for percent ≤ 0, and 0 for percent ≥ 1. */
  percentToSigma(percent: number): number
}

/** Levels that a network was trained on one by one. Timesteps are integers, and between levels log σ is linear. */
export interface DiscreteLevels extends NoiseLevels {
  /** Increasing, > 0, float32-rounded; shared, do not modify. */
  readonly sigmas: Float64Array
  /** Training steps from one level to the next: 1, or more for distilled levels. */
  readonly stride: number
}

/** What percentToSigma answers for "from the very start": above any level, yet finite. */
export const BEFORE_ANY_LEVEL = 999999999.9
/** ᾱ kept at the last step of a zero-SNR schedule: small enough to be noise, large enough that σ stays finite. */
const ZERO_SNR_FLOOR = 2 ** -24
const DISTILLED_LEVELS = 50

/**
 * The table of noise levels of a discrete diffusion model: σ = √((1−ᾱ)/ᾱ), float64 rounded once to float32.
 *
 * @see Ho et al. 2020, arXiv:2006.11239, section 2 for β and ᾱ; Karras et al. 2022, arXiv:2206.00364 for σ
 */
export function createNoiseLevels(schedule: BetaSchedule): DiscreteLevels {
  const alphaBars = alphaBarsOf(schedule)
  if (schedule.rescaleZeroSnr === true) rescaleToZeroSnr(alphaBars)
  return levelsFrom(
    alphaBars.map((alphaBar) => Math.fround(Math.sqrt((1 - alphaBar) / alphaBar))),
    1,
    (timestep) => alphaBars[timestep]!,
  )
}

/**
 * The levels that latent-consistency and trajectory-consistency models were distilled on: every 20th of 1000,
 * the last one of each twenty.
 *
 * @param levels a model's levels; returned as they are if they are distilled already
 * @see Luo et al. 2023, arXiv:2310.04378, section 4.3 (skipping steps)
 */
export function distilNoiseLevels(levels: DiscreteLevels): DiscreteLevels {
  const stride = Math.floor(levels.sigmas.length / DISTILLED_LEVELS)
  if (levels.stride > 1 || stride <= 1) return levels
  return levelsFrom(
    Float64Array.from({ length: DISTILLED_LEVELS }, (_, i) => levels.sigmas[i * stride + stride - 1]!),
    stride,
    levels.alphaBarAt,
  )
}

function levelsFrom(
  sigmas: Float64Array,
  stride: number,
  alphaBarAt: (timestep: number) => number,
): DiscreteLevels {
  const logs = sigmas.map(Math.log)
  const last = sigmas.length - 1
  const firstTimestep = stride - 1
  const lastTimestep = firstTimestep + last * stride
  const sigmaAt = (timestep: number) => {
    const level = Math.min(last, Math.max(0, (timestep - firstTimestep) / stride))
    const low = Math.floor(level)
    const part = level - low
    // A whole level is read from the table, so that its σ is the table's to the last bit.
    return part === 0 ? sigmas[low]! : Math.exp((1 - part) * logs[low]! + part * logs[low + 1]!)
  }
  const timestepOf = (sigma: number) => firstTimestep + nearest(logs, Math.log(sigma)) * stride
  return {
    sigmas,
    sigmaMin: sigmas[0]!,
    sigmaMax: sigmas[last]!,
    stride,
    timestepOf,
    timestepBelow: (sigma, share) => Math.floor(share * timestepOf(sigma)),
    sigmaAt,
    alphaBarAt,
    percentToSigma: (percent) => {
      if (percent <= 0) return BEFORE_ANY_LEVEL
      return percent >= 1 ? 0 : sigmaAt((1 - percent) * lastTimestep)
    },
  }
}

function nearest(values: Float64Array, target: number): number {
  let best = 0
  for (let i = 1; i < values.length; i++) {
    if (Math.abs(values[i]! - target) < Math.abs(values[best]! - target)) best = i
  }
  return best
}

/** ᾱ after each training step: the product of all 1 − β so far. */
function alphaBarsOf({ betaSchedule, betaStart, betaEnd, trainSteps }: BetaSchedule): Float64Array {
  const power = betaSchedule === 'scaled_linear' ? 2 : 1
  const from = betaStart ** (1 / power)
  const to = betaEnd ** (1 / power)
  let product = 1
  return Float64Array.from({ length: trainSteps }, (_, i) => {
    const beta = (from + (i / Math.max(1, trainSteps - 1)) * (to - from)) ** power
    product *= 1 - beta
    return product
  })
}

/**
 * Shifts √ᾱ to end at zero and stretches it to keep its start, in place.
 *
 * @see Lin et al. 2023, arXiv:2305.08891, Algorithm 1
 */
function rescaleToZeroSnr(alphaBars: Float64Array): void {
  const first = Math.sqrt(alphaBars[0]!)
  const last = Math.sqrt(alphaBars.at(-1)!)
  for (let i = 0; i < alphaBars.length; i++) {
    const root = ((Math.sqrt(alphaBars[i]!) - last) * first) / (first - last)
    alphaBars[i] = Math.max(ZERO_SNR_FLOOR, root ** 2)
  }
}
