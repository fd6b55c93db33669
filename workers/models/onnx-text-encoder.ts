import { chunkTokens, groupTokens } from '../conditioning/chunk-tokens.ts'
import { parseWeights } from '../conditioning/parse-weights.ts'
import type { Context } from '../conditioning/repeat-context.ts'
import { hasWeights, weighEmbeddings } from '../conditioning/weigh-embeddings.ts'
import { AppError } from '../../contract/errors.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { Latent } from '../math/vector.ts'
import type { ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import type { Graph } from '../runtime/runtime.ts'
import type { BetweenCalls, ConditioningText } from './ports.ts'

/** What encoding needs. */
export interface EncodeTextsParts {
  readonly graph: Graph
  readonly tokenizer: ClipTokenizer
  readonly spec: ModelSpec['text']
  readonly text: ConditioningText
  /** Awaited before every text. */
  readonly between: BetweenCalls
}

/**
 * Encodes texts one by one, weights and chunks included, and joins them along the tokens.
 *
 * @throws AppError `model_corrupt` when the network gives another number of tokens than the model says
 * @returns the context the denoising network attends to, float32, on the CPU
 * @see ComfyUI's prompt encoding, which Fooocus uses; CLIPTextModel: input_ids → hidden states
 */
export async function encodeTexts(parts: EncodeTextsParts): Promise<Context> {
  const contexts: Latent[] = []
  let tokens = 0
  for (const text of parts.text.texts) {
    await parts.between()
    const chunks = await encodeText(parts, text)
    contexts.push(...chunks)
    tokens += chunks.length * contextTokens(parts.spec)
  }
  const values = new Float32Array(contexts.reduce((sum, context) => sum + context.length, 0))
  let at = 0
  for (const context of contexts) {
    values.set(context, at)
    at += context.length
  }
  return { values, tokens }
}

/** One text as the embeddings of its chunks. All chunks run as one batch, with an empty one if any word is weighted. */
async function encodeText(
  { graph, tokenizer, spec, text }: EncodeTextsParts,
  prompt: string,
): Promise<Latent[]> {
  const shape = { ...tokenizer, maxTokens: spec.maxTokens }
  const chunks = chunkTokens(groupTokens(parseWeights(prompt), tokenizer), shape)
  const weighted = chunks.some((chunk) => hasWeights(chunk.weights))
  const rows = weighted ? [...chunks, ...chunkTokens([], shape)] : chunks
  const output = spec.contextOutputs[Math.min(text.clipSkip, spec.contextOutputs.length) - 1]!
  const embeddings = await graph.run(
    {
      input_ids: idsTensor(
        graph,
        rows.map((row) => row.ids),
      ),
    },
    output,
  )
  const length = embeddings.length / rows.length
  if (length % contextTokens(spec) !== 0) {
    const what = `${length} numbers for ${contextTokens(spec)} tokens`
    throw new AppError('model_corrupt', `the text encoder gives ${what}`)
  }
  const row = (index: number) => embeddings.slice(index * length, (index + 1) * length)
  if (!weighted) return chunks.map((_, index) => row(index))
  const empty = row(rows.length - 1)
  // What belongs to no id has no weight of its own.
  const extra = new Array<number>(contextTokens(spec) - spec.maxTokens).fill(1)
  return chunks.map((chunk, index) => weighEmbeddings(row(index), empty, [...chunk.weights, ...extra]))
}

/** Tokens of context for one chunk. */
function contextTokens({ contextTokens: tokens, maxTokens }: ModelSpec['text']): number {
  return tokens ?? maxTokens
}

/** Token ids in the integer type this export wants. */
function idsTensor(graph: Graph, rows: readonly (readonly number[])[]) {
  const dims = [rows.length, rows[0]!.length]
  const ids = rows.flat()
  if (graph.inputs[0]?.type === 'int32') return { dims, data: Int32Array.from(ids) }
  return { dims, data: BigInt64Array.from(ids, BigInt) }
}
