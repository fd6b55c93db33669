import { createNoise } from '../math/random.ts'
import { latentLength, type Latent, type LatentShape } from '../models/ports.ts'
import type { ImagePlan, RefinerPlan } from '../planning/plan.ts'
import { SAMPLERS } from '../sampling/registry.ts'
import type { Denoise, NoiseSource, SampleOptions, StepReport } from '../sampling/types.ts'
import type { Stage } from './stage.ts'
import { startingNoise } from './starting-noise.ts'

/** One plan's way from noise to a clean latent. */
export interface StagedRun {
  readonly plan: ImagePlan
  readonly shape: LatentShape
  readonly base: Stage
  /** Makes the second model ready, at the moment it is needed. Not called for a plan without a refiner. */
  readonly refine: () => Promise<Stage>
  readonly noise: NoiseSource
  /** The latent to draw over; null for a picture from nothing. */
  readonly over: Latent | null
  /** `step` and `totalSteps` count over all stages. */
  readonly onStep: SampleOptions['onStep']
}

/** A clean latent, model units, and the model that made the last of it. */
export interface Finished {
  readonly latent: Latent
  readonly stage: Stage
}

/**
 * Samples with one model, or with a second one that takes over on the way.
 *
 * - `joint`: one run of the sampler. After the first model call of step `switchAt` all further calls go to the
 *   refiner; what a multistep sampler remembers stays.
 * - `separate`: two runs, the second without fresh noise at its start.
 * - `vae`: the first run goes down to a clean latent, which is noised again and finished by a second run.
 *
 * Guidance and sharpness go on with the refiner; FreeU, which is the first network's, does not.
 *
 * @throws what the models, `refine` or `onStep` throw
 * @see Fooocus' refiner swap methods
 */
export function sampleInStages(run: StagedRun): Promise<Finished> {
  const { refiner, steps } = run.plan
  if (refiner === null || refiner.switchAt >= steps) return sampleAlone(run)
  return METHODS[refiner.method](run, refiner.switchAt)
}

const METHODS: Readonly<Record<RefinerPlan['method'], (run: StagedRun, at: number) => Promise<Finished>>> = {
  joint: sampleJointly,
  separate: sampleSeparately,
  vae: sampleAnew,
}

async function sampleAlone(run: StagedRun): Promise<Finished> {
  const { base } = run
  return { latent: await walk(run, base, { start: firstLatent(run), sigmas: base.sigmas }), stage: base }
}

async function sampleJointly(run: StagedRun, at: number): Promise<Finished> {
  let stage = run.base
  let isDue = false
  const denoise: Denoise = async (x, sigma) => {
    // Not before a call needs it: the last steps of some samplers need none.
    if (isDue && stage === run.base) stage = await run.refine()
    return stage.denoise(x, sigma)
  }
  const onStep = (report: StepReport) => {
    if (report.step >= at) isDue = true
    return run.onStep(report)
  }
  const { levels, sigmas } = run.base
  const latent = await walk({ ...run, onStep }, { levels, denoise }, { start: firstLatent(run), sigmas })
  return { latent, stage }
}

async function sampleSeparately(run: StagedRun, at: number): Promise<Finished> {
  const { base } = run
  const first = await walk(run, base, { start: firstLatent(run), sigmas: base.sigmas.slice(0, at + 1) })
  const stage = await run.refine()
  return {
    latent: await walk(run, stage, { start: first, sigmas: base.sigmas.slice(at), before: at }),
    stage,
  }
}

/** The second run's levels are the refiner's own, this much higher. */
const RAISED = 1.4

async function sampleAnew(run: StagedRun, at: number): Promise<Finished> {
  const { base, shape } = run
  const before = Math.max(1, at)
  const sigmas = base.sigmas.slice(0, before + 1)
  sigmas[before] = 0
  let removed: Latent = new Float32Array(latentLength(shape))
  const denoise: Denoise = async (x, sigma) => {
    const guess = await base.denoise(x, sigma)
    removed = guess.map((value, i) => (x[i]! - value) / sigma)
    return guess
  }
  const clean = await walk(run, { ...base, denoise }, { start: firstLatent(run), sigmas })
  const stage = await run.refine()
  const raised = stage.sigmas.slice(before).map((sigma) => sigma * RAISED)
  const noise = createNoise(BigInt(run.plan.seed) + 1n)
  const fresh = withMeansOf(noise.normal(clean.length), removed, shape)
  const lifted = startingNoise(fresh, raised[0]!, stage.levels)
  const start = clean.map((value, i) => value + lifted[i]!)
  return { latent: await walk({ ...run, noise }, stage, { start, sigmas: raised, before }), stage }
}

function firstLatent({ base, noise, shape, over }: StagedRun): Latent {
  const start = startingNoise(noise.normal(latentLength(shape)), base.sigmas[0]!, base.levels)
  return over ? start.map((value, i) => value + over[i]!) : start
}

/** One run of the plan's sampler; `before` steps have been made by another. */
function walk(
  { plan, noise, onStep }: Pick<StagedRun, 'plan' | 'noise' | 'onStep'>,
  { denoise, levels }: Pick<Stage, 'denoise' | 'levels'>,
  { start, sigmas, before = 0 }: { start: Latent; sigmas: Float64Array; before?: number },
): Promise<Latent> {
  return SAMPLERS[plan.sampler](denoise, start, sigmas, {
    noise,
    levels,
    onStep: (report) => onStep({ ...report, step: report.step + before, totalSteps: plan.steps }),
  })
}

/** Noise whose mean over the channels is, cell by cell, that of another one. */
function withMeansOf(noise: Latent, other: Latent, { channels, height, width }: LatentShape): Latent {
  const cells = height * width
  const meanAt = (values: Latent, cell: number) => {
    let sum = 0
    for (let c = 0; c < channels; c++) sum += values[c * cells + cell]!
    return sum / channels
  }
  const shift = Float64Array.from({ length: cells }, (_, cell) => meanAt(other, cell) - meanAt(noise, cell))
  return noise.map((value, i) => value + shift[i % cells]!)
}
