import { AppError } from '../../contract/errors.ts'
import type { Graph, GraphInput, TensorInput } from '../runtime/runtime.ts'
import type { NextLogits } from './expand-text.ts'

/** Logits of all given tokens, [1, tokens, vocabulary]. */
const OUTPUT = 'logits'

/**
 * Reads texts with a GPT-2 graph, as the common exporters write it: `input_ids` and, where the graph has them,
 * `attention_mask` and `position_ids` to `logits`.
 *
 * @returns logits for the token after a text
 * @throws AppError `model_corrupt` when the graph has an input that nobody knows
 */
export function readWithGraph(graph: Graph): NextLogits {
  const unknown = graph.inputs.find(({ name }) => !(name in VALUES))
  if (unknown) throw new AppError('model_corrupt', `the expander has an input ${unknown.name}`)
  return async (ids) => {
    const feeds = graph.inputs.map(
      (input) => [input.name, integers(input, VALUES[input.name]!(ids))] as const,
    )
    const logits = await graph.run(Object.fromEntries(feeds), OUTPUT)
    const width = logits.length / ids.length
    if (!Number.isInteger(width)) {
      throw new AppError(
        'model_corrupt',
        `the expander gives ${logits.length} numbers for ${ids.length} tokens`,
      )
    }
    return logits.subarray(logits.length - width)
  }
}

/** What each input is given for a text. */
const VALUES: Readonly<Record<string, (ids: readonly number[]) => readonly number[]>> = {
  input_ids: (ids) => ids,
  attention_mask: (ids) => ids.map(() => 1),
  position_ids: (ids) => ids.map((_, at) => at),
}

/** One row in the integer type that this export wants. */
function integers({ type }: GraphInput, values: readonly number[]): TensorInput {
  const dims = [1, values.length]
  return type === 'int32'
    ? { dims, data: Int32Array.from(values) }
    : { dims, data: BigInt64Array.from(values, BigInt) }
}
