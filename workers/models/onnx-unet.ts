import { AppError } from '../../contract/errors.ts'
import type { Graph, PinnedTensor, Runtime, TensorInput } from '../runtime/runtime.ts'
import type { Context } from '../conditioning/repeat-context.ts'
import { latentLength, type Latent, type LatentShape } from './ports.ts'

/** A denoising network, and what its optional inputs get. */
export interface DenoisingNetwork {
  readonly graph: Graph
  /** For a number of rows, 1 or 2. */
  readonly neutral: (rows: number) => Readonly<Record<string, TensorInput>>
}

/** Contexts of one or two rows, put where the graph runs, once for all steps. */
export interface PinnedContext {
  readonly rows: number
  readonly tensor: PinnedTensor
}

/**
 * Puts contexts of equal length into one batch on the device.
 *
 * @param contexts at least one, all with the same tokens and width
 * @returns owned by the caller
 */
export function pinContexts(runtime: Runtime, contexts: readonly Context[]): PinnedContext {
  const { tokens, values } = contexts[0]!
  const width = values.length / tokens
  const data = new Float32Array(contexts.length * values.length)
  contexts.forEach((context, row) => data.set(context.values, row * values.length))
  return { rows: contexts.length, tensor: runtime.pin({ dims: [contexts.length, tokens, width], data }) }
}

/**
 * Runs the denoising network once, for as many rows as there are contexts.
 *
 * @param input the scaled latent, the same for every row; not modified
 * @returns the raw output of each row, in the order of the contexts
 * @see diffusers UNet2DConditionModel: sample, timestep, encoder_hidden_states → out_sample
 */
export async function runUnet(
  { graph, neutral }: DenoisingNetwork,
  input: Latent,
  at: { readonly shape: LatentShape; readonly timestep: number },
  context: PinnedContext,
): Promise<Latent[]> {
  const { shape, timestep } = at
  const length = latentLength(shape)
  const sample = new Float32Array(context.rows * length)
  for (let row = 0; row < context.rows; row++) sample.set(input, row * length)
  const output = await graph.run(
    {
      ...neutral(context.rows),
      sample: { dims: [context.rows, shape.channels, shape.height, shape.width], data: sample },
      timestep: timestepTensor(graph, timestep),
      encoder_hidden_states: context.tensor,
    },
    'out_sample',
  )
  return Array.from({ length: context.rows }, (_, row) => output.slice(row * length, (row + 1) * length))
}

/** The timestep in the form this export wants it: float or integer, a number or a list of one. */
function timestepTensor(graph: Graph, timestep: number) {
  const input = graph.inputs.find((one) => one.name === 'timestep')
  const dims = input?.rank === 0 ? [] : [1]
  if ((input?.type === 'int64' || input?.type === 'int32') && !Number.isInteger(timestep)) {
    throw new AppError('unsupported_feature', 'this network takes whole timesteps only', {
      field: 'scheduler_name',
      feature: 'EDM',
    })
  }
  if (input?.type === 'int64') return { dims, data: BigInt64Array.of(BigInt(timestep)) }
  if (input?.type === 'int32') return { dims, data: Int32Array.of(timestep) }
  return { dims, data: Float32Array.of(timestep) }
}
