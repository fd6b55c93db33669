import type { SamplerName, SchedulerName } from '../../contract/catalog/samplers.ts'
import { alignYourSteps, type AlignedFamily } from './align-your-steps.ts'
import { EDM_LEVELS } from './edm-levels.ts'
import { distilNoiseLevels, type DiscreteLevels, type NoiseLevels } from './noise-levels.ts'

// All rules below take what the model knows and how many levels are wanted (an integer ≥ 1), and return decreasing
// levels followed by a 0: `steps` + 1 entries unless the rule says otherwise, owned by the caller.

type Ends = Pick<NoiseLevels, 'sigmaMin' | 'sigmaMax'>

const RHO = 7
/** From here on a share of the noise counts as all of it. */
const ALL = 0.9999

/**
 * Levels evenly spaced in σ^(1/7): many small steps near the end.
 *
 * @see Karras et al. 2022, arXiv:2206.00364, eq. 5
 */
export function karras({ sigmaMin, sigmaMax }: Ends, steps: number): Float64Array {
  const from = sigmaMax ** (1 / RHO)
  const to = sigmaMin ** (1 / RHO)
  return endingInZero(steps, (i) => (from + share(i, steps) * (to - from)) ** RHO)
}

/** Levels evenly spaced in log σ. */
function exponential({ sigmaMin, sigmaMax }: Ends, steps: number): Float64Array {
  const from = Math.log(sigmaMax)
  const to = Math.log(sigmaMin)
  return endingInZero(steps, (i) => Math.exp(from + share(i, steps) * (to - from)))
}

/** Evenly spaced training timesteps from the last to the first. */
function normal(levels: NoiseLevels, steps: number): Float64Array {
  const { from, to } = timestepEnds(levels)
  return endingInZero(steps, (i) => levels.sigmaAt(from + share(i, steps) * (to - from)))
}

/** As normal with one level more, of which the smallest is left out: the last step is as long as the others. */
function sgmUniform(levels: NoiseLevels, steps: number): Float64Array {
  const { from, to } = timestepEnds(levels)
  return endingInZero(steps, (i) => levels.sigmaAt(from + (i / steps) * (to - from)))
}

/** Every so many-th level of the table, counted from the top. */
function simple({ sigmas }: DiscreteLevels, steps: number): Float64Array {
  const stride = sigmas.length / steps
  return endingInZero(steps, (i) => sigmas[sigmas.length - 1 - Math.floor(i * stride)]!)
}

/**
 * Every so many-th level of the table, counted from the second. Does not start at the largest level, and gives
 * more than `steps` levels where `steps` does not divide the table.
 *
 * @see Song et al. 2020, arXiv:2010.02502, appendix D.3 ("linear" selection)
 */
export function ddimUniform({ sigmas }: DiscreteLevels, steps: number): Float64Array {
  const stride = Math.max(1, Math.floor(sigmas.length / steps))
  const count = Math.ceil((sigmas.length - 1) / stride)
  return endingInZero(count, (i) => sigmas[1 + (count - 1 - i) * stride]!)
}

/**
 * The levels SD-Turbo was distilled on: each tenth of the training steps, from the top. Ten at most.
 *
 * @see Sauer et al. 2023, arXiv:2311.17042
 */
function turbo(levels: NoiseLevels, steps: number, denoise = 1): Float64Array {
  const { from } = timestepEnds(levels)
  // Its own ten levels are all there are: less noise begins farther down, not in a longer schedule.
  const first = Math.min(9, 10 - Math.floor(10 * denoise))
  return endingInZero(Math.min(steps, 10 - first), (i) =>
    levels.sigmaAt(from - ((first + i) * (from + 1)) / 10),
  )
}

/** Which noise levels a picture is to visit. */
export interface SigmasRequest {
  readonly schedule: SchedulerName
  /** Steps to run, an integer ≥ 1. */
  readonly steps: number
  /** Share of the noise to start from, (0, 1]; 1 is a picture from nothing, less keeps more of an input image. Default: 1. */
  readonly denoise?: number
  /** Some samplers skip the level before the last, and so get one that is farther up. Default: one that does not. */
  readonly sampler?: SamplerName
  /** The model's levels; a schedule over other ones takes those, or distils these unless that is done. */
  readonly levels: DiscreteLevels
  /** Whose levels `align_your_steps` takes. Default: sdxl. */
  readonly alignedFamily?: AlignedFamily
}

/**
 * The noise levels to sample at. A share below 1 keeps the tail of a longer schedule, so that the number of steps
 * run is what was asked for and only their start is lower.
 *
 * @returns decreasing levels ending in 0, `steps` + 1 entries (`turbo` knows ten levels and gives no more steps
 *          than that). Owned by the caller
 * @throws RangeError if `steps` is not a positive integer or `denoise` is outside (0, 1]
 */
export function sigmasFor(request: SigmasRequest): Float64Array {
  const { steps, denoise = 1 } = request
  if (!Number.isInteger(steps) || steps < 1)
    throw new RangeError(`steps must be a positive integer, not ${steps}`)
  if (!(denoise > 0 && denoise <= 1))
    throw new RangeError(`denoise must be above 0 and at most 1, not ${denoise}`)
  if (request.schedule === 'turbo' && denoise <= ALL) return turbo(request.levels, steps, denoise)
  if (denoise > ALL) {
    // Only ddim_uniform gives more than was asked for; its smallest level makes room for the 0.
    const sigmas = scheduleFor(request, steps).slice(0, steps + 1)
    sigmas[sigmas.length - 1] = 0
    return sigmas
  }
  return scheduleFor(request, Math.floor(steps / denoise)).slice(-(steps + 1))
}

/**
 * The levels that the model's timesteps must be read from while sampling by a schedule.
 *
 * @returns `levels`, their distilled form for the schedules of distilled models, or the continuous ones of EDM
 */
export function levelsFor(schedule: SchedulerName, levels: DiscreteLevels): NoiseLevels {
  if (schedule === 'edm_playground_v2.5') return EDM_LEVELS
  return schedule === 'lcm' || schedule === 'tcd' ? distilNoiseLevels(levels) : levels
}

/** Samplers that must not come near the smallest level. */
const SKIPPING: ReadonlySet<SamplerName> = new Set(['dpm_2', 'dpm_2_ancestral', 'uni_pc', 'uni_pc_bh2'])

function scheduleFor(request: SigmasRequest, steps: number): Float64Array {
  if (!request.sampler || !SKIPPING.has(request.sampler)) return wholeSchedule(request, steps)
  const longer = wholeSchedule(request, steps + 1)
  return Float64Array.of(...longer.subarray(0, -2), longer.at(-1)!)
}

function wholeSchedule(
  { schedule, levels, alignedFamily = 'sdxl' }: SigmasRequest,
  steps: number,
): Float64Array {
  switch (schedule) {
    case 'normal':
      return normal(levels, steps)
    case 'karras':
      return karras(levels, steps)
    case 'exponential':
      return exponential(levels, steps)
    case 'sgm_uniform':
      return sgmUniform(levels, steps)
    case 'simple':
      return simple(levels, steps)
    case 'ddim_uniform':
      return ddimUniform(levels, steps)
    case 'turbo':
      return turbo(levels, steps)
    case 'align_your_steps':
      return alignYourSteps(alignedFamily, steps)
    case 'lcm':
    case 'tcd':
      return sgmUniform(levelsFor(schedule, levels), steps)
    case 'edm_playground_v2.5':
      return karras(levelsFor(schedule, levels), steps)
  }
}

function timestepEnds(levels: NoiseLevels): { from: number; to: number } {
  return { from: levels.timestepOf(levels.sigmaMax), to: levels.timestepOf(levels.sigmaMin) }
}

/** How far along entry `i` of `count` evenly spaced ones is, ends included: 0 … 1. A single entry is the start. */
function share(i: number, count: number): number {
  return count > 1 ? i / (count - 1) : 0
}

function endingInZero(count: number, levelAt: (i: number) => number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) => (i < count ? levelAt(i) : 0))
}
