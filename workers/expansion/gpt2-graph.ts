import { AppError } from '../../contract/errors.ts'
import type { Feeds, Graph, GraphInput, TensorInput } from '../runtime/runtime.ts'
import type { NextLogits } from './expand-text.ts'

/** Logits of all tokens that were read, [1, tokens, vocabulary]. */
const LOGITS = 'logits'
/** Begins the names of a graph's keys and values, in and out. */
const PAST = 'past_key_values.'
const PRESENT = 'present.'

/**
 * Reads texts with a GPT-2 graph, as the common exporters write it: `input_ids` and, where the graph has them,
 * `attention_mask`, `position_ids` and `past_key_values.*` to `logits` and `present.*`. With keys and values, tokens
 * that were read before are not read again.
 *
 * @returns what begins a text: it gives the reader of that text, to be called with ever more of its tokens
 * @throws AppError `model_corrupt` when the graph has an input that nobody knows
 */
export function readWithGraph(graph: Graph): () => NextLogits {
  const past = graph.inputs.filter(({ name }) => name.startsWith(PAST)).map(pastOf)
  const plain = graph.inputs.filter(({ name }) => !name.startsWith(PAST))
  const unknown = plain.find(({ name }) => !(name in VALUES))
  if (unknown) throw new AppError('model_corrupt', `the expander has an input ${unknown.name}`)
  const feedsFor = (ids: readonly number[], known: number) =>
    plain.map((input) => [input.name, integers(input, VALUES[input.name]!(ids, known))] as const)

  return () => {
    let known = 0
    let kept: Feeds = Object.fromEntries(
      past.map(({ name, tensor }) => [name, tensor(new Float32Array(), 0)]),
    )
    return async (ids) => {
      const feeds = { ...Object.fromEntries(feedsFor(ids, known)), ...kept }
      const outputs = [LOGITS, ...past.map(({ present }) => present)]
      const [logits, ...presents] = await graph.runFor(feeds, outputs)
      const width = logits!.length / (ids.length - known)
      if (!Number.isInteger(width)) {
        throw new AppError('model_corrupt', `${logits!.length} logits for ${ids.length - known} tokens`)
      }
      if (past.length > 0) {
        kept = Object.fromEntries(
          past.map(({ name, tensor }, at) => [name, tensor(presents[at]!, ids.length)]),
        )
        known = ids.length
      }
      return logits!.subarray(logits!.length - width)
    }
  }
}

/** What each input is given for a text of which the first tokens are known already. */
const VALUES: Readonly<Record<string, (ids: readonly number[], known: number) => readonly number[]>> = {
  input_ids: (ids, known) => ids.slice(known),
  attention_mask: (ids) => ids.map(() => 1),
  position_ids: (ids, known) => ids.map((_, at) => at).slice(known),
}

/** Keys or values of one layer: [1, heads, tokens, width of a head], with as many tokens as have been read. */
function pastOf({ name, dims }: GraphInput) {
  const [, heads, , headWidth] = dims
  if (!heads || !headWidth || dims.length !== 4) {
    throw new AppError('model_corrupt', `the expander's ${name} does not say how many heads it has`)
  }
  return {
    name,
    present: PRESENT + name.slice(PAST.length),
    tensor: (data: Float32Array, tokens: number): TensorInput => ({
      dims: [1, heads, tokens, headWidth],
      data,
    }),
  }
}

/** One row in the integer type that this export wants. */
function integers({ type }: GraphInput, values: readonly number[]): TensorInput {
  const dims = [1, values.length]
  return type === 'int32'
    ? { dims, data: Int32Array.from(values) }
    : { dims, data: BigInt64Array.from(values, BigInt) }
}
