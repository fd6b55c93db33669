import { AppError } from '../../contract/errors.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { GraphInput, TensorInput } from '../runtime/runtime.ts'
import { TOLD_INPUTS } from './told-inputs.ts'

/** Tensors by the names of a graph's inputs. */
type Feeds = Readonly<Record<string, TensorInput>>

/** Inputs that every denoising network has, and what some are told of each call; whoever runs it feeds them. */
const OWN_INPUTS: readonly string[] = ['sample', 'timestep', 'encoder_hidden_states', ...TOLD_INPUTS]

/** Most rows of one network call: with and without the wanted text. */
const MOST_ROWS = 2

/** Enough for the logits of a token to make its share nothing, in every number format. */
const NO_ATTENTION = -1e4

/**
 * What makes the optional inputs of a denoising network do nothing. Zeros would not do for image prompts: softmax
 * gives every token a share, hence the bias.
 *
 * @returns the feeds for 1 or 2 rows; the same objects every time
 * @throws AppError `model_corrupt` for an input that nobody knows, one of a width that the model does not tell, or one
 *   that the model tells of and the network lacks
 */
export function createNeutralInputs(
  inputs: readonly GraphInput[],
  spec: Pick<ModelSpec, 'unet'>,
): (rows: number) => Feeds {
  const optional = inputs.map(({ name }) => name).filter((name) => !OWN_INPUTS.includes(name))
  if (spec.unet?.freeu === true && !optional.includes('freeu')) {
    throw new AppError('model_corrupt', 'the denoising network has no input freeu, as the model says it has')
  }
  const feeds = Array.from({ length: MOST_ROWS }, (_, row): Feeds =>
    Object.fromEntries(optional.map((name) => [name, neutralInput(name, row + 1, spec)])),
  )
  return (rows) => feeds[rows - 1]!
}

function neutralInput(name: string, rows: number, { unet }: Pick<ModelSpec, 'unet'>): TensorInput {
  if (name === 'inpaint_feature' || /^ctrl_(?:\d+|mid)$/u.test(name)) return filled([1, 1, 1, 1], 0)
  if (name === 'ip_bias') return filled([1], NO_ATTENTION)
  if (name === 'freeu') return filled([4], 1)
  if (name !== 'ip_k' && name !== 'ip_v') {
    throw new AppError('model_corrupt', `the denoising network has an unknown input ${name}`)
  }
  const width = unet?.imagePromptWidth
  if (width !== undefined) return filled([rows, 1, width], 0)
  throw new AppError('model_corrupt', `the model does not say how wide ${name} is`)
}

function filled(dims: readonly number[], value: number): TensorInput {
  const count = dims.reduce((product, size) => product * size, 1)
  return { dims, data: new Float32Array(count).fill(value) }
}
