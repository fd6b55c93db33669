import { AppError } from '../../contract/errors.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { GraphInput, TensorInput } from '../runtime/runtime.ts'
import { guidanceEmbedding } from './guidance-embedding.ts'
import type { AdmScaling, Latent, LatentShape } from './ports.ts'
import { refinerTimeIds, timeIds } from './time-ids.ts'

/** What one side (wanted or unwanted) tells a denoising network besides its context. */
export interface SideFacts {
  /** One vector for all its texts; null from text encoders that give none. */
  readonly pooled: Latent | null
  readonly adm: AdmScaling | null
  readonly aesthetic: number
  readonly guidanceScale: number
}

/** When, and on what, a denoising network is called. */
export interface CallPlace {
  readonly shape: LatentShape
  readonly timestep: number
}

type Feeds = Readonly<Record<string, TensorInput>>
type Facts = Pick<ModelSpec, 'unet' | 'latent' | 'schedule'>

/** The inputs that {@link createToldInputs} feeds, where a network has them. */
export const TOLD_INPUTS = ['text_embeds', 'time_ids', 'timestep_cond'] as const

type ToldInput = (typeof TOLD_INPUTS)[number]

/** Numbers in `time_ids`, of a base model and of a refiner. */
const SIZES = 6
const REFINER_SIZES = 5

/**
 * What a denoising network is told of a call besides timestep and context, by the inputs that it has.
 *
 * @returns the feeds for some sides, one row for each
 * @throws AppError `model_corrupt` for sizes that are neither a base model's nor a refiner's, or a width that neither graph nor model tells
 */
export function createToldInputs(
  inputs: readonly GraphInput[],
  spec: Facts,
): (sides: readonly SideFacts[], at: CallPlace) => Feeds {
  const told = TOLD_INPUTS.flatMap((name) => inputs.find((input) => input.name === name) ?? [])
  const rowMakers = told.map((input) => [input.name, rowMaker(input, spec)] as const)
  return (sides, at) =>
    Object.fromEntries(rowMakers.map(([name, make]) => [name, stacked(sides.map((side) => make(side, at)))]))
}

type RowMaker = (side: SideFacts, at: CallPlace) => ArrayLike<number>

function rowMaker(input: GraphInput, spec: Facts): RowMaker {
  const width = input.dims[1] ?? null
  // The caller takes only these names.
  switch (input.name as ToldInput) {
    case 'text_embeds':
      return ({ pooled }) => {
        if (pooled) return pooled
        throw new AppError('model_corrupt', 'the denoising network wants a vector that no text encoder gives')
      }
    case 'time_ids':
      if (width === REFINER_SIZES) {
        return ({ aesthetic }, at) => refinerTimeIds(pixels(at.shape, spec), aesthetic)
      }
      if (width !== null && width !== SIZES) {
        throw new AppError('model_corrupt', `the denoising network wants ${width} sizes, which nobody knows`)
      }
      return ({ adm }, at) => timeIds(pixels(at.shape, spec), adm, elapsed(at, spec))
    case 'timestep_cond': {
      const wide = width ?? spec.unet?.guidanceWidth
      if (wide === undefined) {
        throw new AppError('model_corrupt', 'the model does not say how wide timestep_cond is')
      }
      return ({ guidanceScale }) => guidanceEmbedding(guidanceScale, wide)
    }
  }
}

function pixels({ width, height }: LatentShape, { latent }: Facts) {
  return { width: width * latent.downscale, height: height * latent.downscale }
}

/** 0 at the last training step, where noise is strongest, 1 at the first. */
function elapsed({ timestep }: CallPlace, { schedule }: Facts): number {
  return 1 - timestep / (schedule.trainSteps - 1)
}

function stacked(rows: readonly ArrayLike<number>[]): TensorInput {
  const width = rows[0]!.length
  const data = new Float32Array(rows.length * width)
  rows.forEach((row, at) => data.set(row, at * width))
  return { dims: [rows.length, width], data }
}
