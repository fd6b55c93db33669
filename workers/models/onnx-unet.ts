import { AppError } from '../../contract/errors.ts'
import type { Graph, GraphInput, PinnedTensor, Runtime, TensorInput } from '../runtime/runtime.ts'
import type { Context } from '../conditioning/repeat-context.ts'
import { latentLength, type Latent } from './ports.ts'
import type { CallPlace, SideFacts } from './told-inputs.ts'

/** A denoising network, and what its inputs besides latent, timestep and context get. */
export interface DenoisingNetwork {
  readonly graph: Graph
  /** For a number of rows. */
  readonly neutral: (rows: number) => Readonly<Record<string, TensorInput>>
  readonly told: (sides: readonly SideFacts[], at: CallPlace) => Readonly<Record<string, TensorInput>>
}

/** Contexts of some rows, put where the graph runs, once for all steps. */
export interface PinnedContext {
  readonly rows: number
  readonly tensor: PinnedTensor
}

/** Rows of each call that a network insists on; null where it takes any number. */
export function fixedRows({ inputs }: Graph): number | null {
  return inputOf(inputs, 'sample')?.dims[0] ?? null
}

/**
 * Puts contexts of equal length into one batch on the device, in the number type of the graph.
 *
 * @param contexts at least one, all with the same tokens and width
 * @throws AppError `unsupported_feature` for more tokens than a graph of fixed size takes
 * @returns owned by the caller
 */
export function pinContexts(runtime: Runtime, graph: Graph, contexts: readonly Context[]): PinnedContext {
  const { tokens, values } = contexts[0]!
  const input = inputOf(graph.inputs, 'encoder_hidden_states')
  const most = input?.dims[1] ?? tokens
  if (tokens !== most) {
    const feature = `texts of ${tokens} tokens`
    throw new AppError('unsupported_feature', `the denoising network takes ${most} tokens of text`, {
      feature,
    })
  }
  const width = values.length / tokens
  const data = new Float32Array(contexts.length * values.length)
  contexts.forEach((context, row) => data.set(context.values, row * values.length))
  const type = input?.type === 'float16' ? 'float16' : 'float32'
  return {
    rows: contexts.length,
    tensor: runtime.pin({ dims: [contexts.length, tokens, width], data }, type),
  }
}

/**
 * Runs the denoising network once, for as many rows as there are contexts.
 *
 * @param input the scaled latent, the same for every row; not modified
 * @param sides one for each row
 * @returns the raw output of each row, in the order of the contexts
 * @see diffusers UNet2DConditionModel: sample, timestep, encoder_hidden_states → out_sample
 */
export async function runUnet(
  { graph, neutral, told }: DenoisingNetwork,
  input: Latent,
  at: CallPlace,
  { context, sides }: { readonly context: PinnedContext; readonly sides: readonly SideFacts[] },
): Promise<Latent[]> {
  const { shape, timestep } = at
  const length = latentLength(shape)
  const sample = new Float32Array(context.rows * length)
  for (let row = 0; row < context.rows; row++) sample.set(input, row * length)
  const output = await graph.run(
    {
      ...neutral(context.rows),
      ...told(sides, at),
      sample: { dims: [context.rows, shape.channels, shape.height, shape.width], data: sample },
      timestep: timestepTensor(inputOf(graph.inputs, 'timestep'), timestep),
      encoder_hidden_states: context.tensor,
    },
    'out_sample',
  )
  return Array.from({ length: context.rows }, (_, row) => output.slice(row * length, (row + 1) * length))
}

function inputOf(inputs: readonly GraphInput[], name: string): GraphInput | undefined {
  return inputs.find((input) => input.name === name)
}

/** The timestep in the form this export wants it: float or integer, a number or a list of one, or one for each row. */
function timestepTensor(input: GraphInput | undefined, timestep: number) {
  const dims = input?.dims.length === 0 ? [] : [input?.dims[0] ?? 1]
  const steps = new Array<number>(dims[0] ?? 1).fill(timestep)
  if ((input?.type === 'int64' || input?.type === 'int32') && !Number.isInteger(timestep)) {
    throw new AppError('unsupported_feature', 'this network takes whole timesteps only', {
      field: 'scheduler_name',
      feature: 'EDM',
    })
  }
  if (input?.type === 'int64') return { dims, data: BigInt64Array.from(steps, BigInt) }
  if (input?.type === 'int32') return { dims, data: Int32Array.from(steps) }
  return { dims, data: Float32Array.from(steps) }
}
