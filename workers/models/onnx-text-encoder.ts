import { chunkTokens, groupTokens } from '../conditioning/chunk-tokens.ts'
import { embedWords } from '../conditioning/embedding-words.ts'
import { joinChannels } from '../conditioning/join-channels.ts'
import { parseWeights } from '../conditioning/parse-weights.ts'
import type { Context } from '../conditioning/repeat-context.ts'
import { hasWeights, weighEmbeddings } from '../conditioning/weigh-embeddings.ts'
import type { EmbeddingUse } from '../../contract/embedding.ts'
import { AppError } from '../../contract/errors.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { Latent } from '../math/vector.ts'
import type { ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import type { Safetensors } from '../lora/parse-safetensors.ts'
import type { Graph } from '../runtime/runtime.ts'
import { embeddingRows } from './embedding-rows.ts'
import type { BetweenCalls, ConditioningText } from './ports.ts'
import { runTextEncoder } from './run-text-encoder.ts'
import type { TokenTable } from './token-table.ts'

/** One text encoder, its tokenizer, and what of its outputs is used. */
export interface TextNetwork {
  readonly graph: Graph
  readonly tokenizer: ClipTokenizer
  /** For graphs that take the tokens' vectors, and so also such as are in no table; null for others. */
  readonly table: TokenTable | null
  /** For each CLIP skip from 1 on; the last entry serves all above. */
  readonly contextOutputs: readonly string[]
  /** With one vector for a whole text; null for encoders whose vector nobody wants. */
  readonly pooledOutput: string | null
}

/** What encoding needs. */
export interface EncodeTextsParts {
  /** One, or two whose contexts stand side by side. */
  readonly networks: readonly TextNetwork[]
  readonly spec: ModelSpec['text']
  readonly text: ConditioningText
  /** Opens an embedding file of the user's. */
  readonly openEmbedding: (use: EmbeddingUse) => Promise<Safetensors>
  /** Awaited before every text. */
  readonly between: BetweenCalls
}

/** What texts tell a denoising network, on the CPU. */
export interface EncodedTexts {
  /** What it attends to, float32. */
  readonly context: Context
  /** The sum of the texts' vectors; null without an encoder that gives them. */
  readonly pooled: Latent | null
}

/**
 * Encodes texts one by one, weights and chunks included, and joins them along the tokens. Vectors are added up, over
 * the first texts only if the text says so.
 *
 * @throws AppError `model_corrupt` when a network gives another number of tokens than the model says
 * @see ComfyUI's prompt encoding, which Fooocus uses; CLIPTextModel: input_ids → hidden states
 */
export async function encodeTexts(parts: EncodeTextsParts): Promise<EncodedTexts> {
  const { spec, text, between } = parts
  const networks = await withEmbeddings(parts)
  const contexts: Latent[] = []
  let tokens = 0
  let pooled: Latent | null = null
  for (const [index, prompt] of text.texts.entries()) {
    await between()
    const sides: EncodedText[] = []
    for (const network of networks) sides.push(await encodeText(network, spec, text.clipSkip, prompt))
    // Words have the same tokens in all encoders, so the chunks are as many; if not, the shorter one decides.
    const chunks = Math.min(...sides.map((side) => side.chunks.length))
    for (let chunk = 0; chunk < chunks; chunk++) {
      contexts.push(
        joinChannels(
          sides.map((side) => side.chunks[chunk]!),
          contextTokens(spec),
        ),
      )
    }
    tokens += chunks * contextTokens(spec)
    const vector = sides.at(-1)!.pooled
    if (vector && index < (text.pooledTexts ?? Infinity)) pooled = pooled ? sum(pooled, vector) : vector
  }
  return { context: { values: concatenated(contexts), tokens }, pooled }
}

/** A text encoder with the rows that embeddings have for it, by the words that name them. */
interface EmbeddedNetwork extends TextNetwork {
  readonly rowsOf: ReadonlyMap<string, readonly Latent[]>
}

async function withEmbeddings({
  networks,
  text,
  openEmbedding,
}: EncodeTextsParts): Promise<EmbeddedNetwork[]> {
  const opened: [string, Safetensors][] = []
  if (networks.some(({ table }) => table)) {
    for (const use of text.embeddings ?? []) opened.push([use.word, await openEmbedding(use)])
  }
  const rowsOf = async (table: TokenTable, encoder: number) => {
    const rows = new Map<string, readonly Latent[]>()
    for (const [word, file] of opened) rows.set(word, await embeddingRows(file, encoder, table.width))
    return rows
  }
  return Promise.all(
    networks.map(async (network, encoder) => {
      const { table } = network
      return { ...network, rowsOf: table ? await rowsOf(table, encoder) : new Map<string, never>() }
    }),
  )
}

/** One text by one encoder. */
interface EncodedText {
  readonly chunks: readonly Latent[]
  readonly pooled: Latent | null
}

/** The embeddings of a text's chunks. All chunks run as one batch, with an empty one if any word is weighted. */
async function encodeText(
  network: EmbeddedNetwork,
  spec: ModelSpec['text'],
  clipSkip: number,
  prompt: string,
): Promise<EncodedText> {
  const { tokenizer, contextOutputs, rowsOf } = network
  const shape = { ...tokenizer, maxTokens: spec.maxTokens }
  const words = embedWords(parseWeights(prompt), tokenizer, rowsOf)
  const chunks = chunkTokens(groupTokens(words.parts, words), shape)
  const weighted = chunks.some((chunk) => hasWeights(chunk.weights))
  const rows = weighted ? [...chunks, ...chunkTokens([], shape)] : chunks
  const output = contextOutputs[Math.min(clipSkip, contextOutputs.length) - 1]!
  const ids = rows.map((row) => row.ids)
  const { states, vector } = await runTextEncoder({ ...network, output, vectors: words.vectors }, ids)
  const misfit = states.find((state) => state.length % contextTokens(spec) !== 0)
  if (misfit) {
    const what = `${misfit.length} numbers for ${contextTokens(spec)} tokens`
    throw new AppError('model_corrupt', `the text encoder gives ${what}`)
  }
  if (!weighted) return { chunks: states, pooled: vector }
  const empty = states.at(-1)!
  // What belongs to no id has no weight of its own.
  const extra = new Array<number>(contextTokens(spec) - spec.maxTokens).fill(1)
  const weigh = (weights: readonly number[], at: number) =>
    weighEmbeddings(states[at]!, empty, [...weights, ...extra])
  return { chunks: chunks.map((chunk, at) => weigh(chunk.weights, at)), pooled: vector }
}

/** Tokens of context for one chunk. */
function contextTokens({ contextTokens: tokens, maxTokens }: ModelSpec['text']): number {
  return tokens ?? maxTokens
}

function sum(a: Latent, b: Latent): Latent {
  return a.map((value, i) => value + b[i]!)
}

function concatenated(parts: readonly Latent[]): Latent {
  const values = new Float32Array(parts.reduce((count, part) => count + part.length, 0))
  let at = 0
  for (const part of parts) {
    values.set(part, at)
    at += part.length
  }
  return values
}
