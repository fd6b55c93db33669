import type { Latent } from '../math/vector.ts'
import type { Graph, TensorInput } from '../runtime/runtime.ts'
import type { TokenTable } from './token-table.ts'

/** What of a text encoder is run for. */
export interface TextEncoderRun {
  readonly graph: Graph
  /** For graphs that take the tokens' vectors; null for graphs that have them inside. */
  readonly table: TokenTable | null
  /** The output with the states. */
  readonly output: string
  /** The output with one vector for a whole text; null when nobody wants it. */
  readonly pooledOutput: string | null
  /** Vectors of the tokens −1, −2, …, which are in no table. */
  readonly vectors: readonly Latent[]
}

/** Stands for a token that is in no table: not the largest id, which tells where a text ends. */
const NO_TOKEN = 0

/**
 * Runs a text encoder on rows of ids: together, or one by one where the graph takes no more.
 *
 * @returns the states of each row, and the vector of the first
 * @see CLIPTextModel: input_ids or inputs_embeds → hidden states
 */
export async function runTextEncoder(
  run: TextEncoderRun,
  rows: readonly (readonly number[])[],
): Promise<{ readonly states: readonly Latent[]; readonly vector: Latent | null }> {
  const { graph, output, pooledOutput } = run
  const outputs = pooledOutput === null ? [output] : [output, pooledOutput]
  const takesOne = graph.inputs.some(({ dims }) => dims[0] === 1)
  const batches = takesOne ? rows.map((row) => [row]) : [rows]
  const states: Latent[] = []
  let vector: Latent | null = null
  for (const batch of batches) {
    const [made, pooled] = await graph.runFor(await feedsOf(run, batch), outputs)
    states.push(...split(made!, batch.length))
    if (pooled) vector ??= split(pooled, batch.length)[0]!
  }
  return { states, vector }
}

async function feedsOf({ graph, table, vectors }: TextEncoderRun, rows: readonly (readonly number[])[]) {
  const feeds: Record<string, TensorInput> = {}
  const dims = [rows.length, rows[0]!.length]
  const ids = rows.flat()
  const input = graph.inputs.find(({ name }) => name === 'input_ids')
  if (input) {
    const known = ids.map((id) => (id < 0 ? NO_TOKEN : id))
    const data = input.type === 'int32' ? Int32Array.from(known) : BigInt64Array.from(known, BigInt)
    feeds['input_ids'] = { dims, data }
  }
  if (table) {
    const data = new Float32Array(ids.length * table.width)
    for (const [at, id] of ids.entries()) {
      data.set(id < 0 ? vectors[-id - 1]! : await table.row(id), at * table.width)
    }
    feeds['inputs_embeds'] = { dims: [...dims, table.width], data }
  }
  return feeds
}

function split(values: Latent, parts: number): Latent[] {
  const length = values.length / parts
  return Array.from({ length: parts }, (_, at) => values.slice(at * length, (at + 1) * length))
}
