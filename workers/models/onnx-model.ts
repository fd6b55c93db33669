import { repeatContexts, type Context } from '../conditioning/repeat-context.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import type { Graph, Runtime } from '../runtime/runtime.ts'
import type { GraphRole } from './graph-set.ts'
import { createNeutralInputs } from './neutral-inputs.ts'
import { encodeTexts, type EncodeTextsParts, type TextNetwork } from './onnx-text-encoder.ts'
import { fixedRows, pinContexts, runUnet, type DenoisingNetwork, type PinnedContext } from './onnx-unet.ts'
import { decodeLatent } from './onnx-vae.ts'
import type { Conditioning, ConditioningText, DiffusionModel, Latent } from './ports.ts'
import type { TokenTable } from './token-table.ts'
import { createToldInputs, type CallPlace, type SideFacts } from './told-inputs.ts'

/** The loaded parts of a model; owned by whoever loaded them. */
export interface OnnxModelParts {
  readonly runtime: Runtime
  readonly spec: ModelSpec
  /** One for each text encoder. */
  readonly tokenizers: readonly ClipTokenizer[]
  /** One for each text encoder; null for those whose graph takes ids only. */
  readonly tables: readonly (TokenTable | null)[]
  /** Opens an embedding file of the user's. */
  readonly openEmbedding: EncodeTextsParts['openEmbedding']
  /** A network as it is now: with other LoRAs, another one takes its place. Its inputs stay the same. */
  readonly graph: (role: GraphRole) => Graph
}

/** A conditioning with its inside, which only this file sees. */
interface OnnxConditioning extends Conditioning {
  readonly context: Context
  readonly side: SideFacts
  /** Batches this conditioning takes part in, pinned on first use. */
  readonly batches: Map<OnnxConditioning | null, PinnedContext>
}

/**
 * Makes a diffusion model of loaded networks: of any family, by what the graphs take and what the spec says of them.
 *
 * @throws AppError `model_corrupt` when the denoising network wants what nobody knows
 */
export function createOnnxModel(parts: OnnxModelParts): Omit<DiffusionModel, 'dispose'> {
  const { runtime, spec, graph, openEmbedding } = parts
  const { inputs } = graph('unet')
  const neutral = createNeutralInputs(inputs, spec)
  const told = createToldInputs(inputs, spec)
  const rowsOfCall = fixedRows(graph('unet'))

  const toConditioning = (context: Context, side: SideFacts): OnnxConditioning => {
    const batches: OnnxConditioning['batches'] = new Map()
    const dispose = () => {
      for (const batch of batches.values()) batch.tensor.dispose()
      batches.clear()
    }
    return { tokens: context.tokens, context, side, batches, dispose }
  }

  /** The pinned batch of one conditioning, or of two that fit into one call. It lives as long as the first. */
  const batchOf = (
    first: OnnxConditioning,
    second: OnnxConditioning | null,
    contexts: readonly Context[],
  ) => {
    const known = first.batches.get(second)
    if (known) return known
    const batch = pinContexts(runtime, graph('unet'), contexts)
    first.batches.set(second, batch)
    return batch
  }

  /** One call for one or two conditionings whose contexts are of one length. */
  const call = async (rows: readonly OnnxConditioning[], contexts: readonly Context[], on: Call) => {
    const [first, second = null] = rows
    // A network that insists on more rows than there are gets the last one again.
    const more = Math.max(0, (rowsOfCall ?? 0) - rows.length)
    const context = batchOf(first!, second, filled(contexts, more))
    const sides = filled(
      rows.map((row) => row.side),
      more,
    )
    const unet = { graph: graph('unet'), neutral: on.neutral, told }
    const outputs = await runUnet(unet, on.input, on.at, { context, sides })
    return outputs.slice(0, rows.length)
  }

  const predictWith =
    (neutral: DenoisingNetwork['neutral']): DiffusionModel['predict'] =>
    async (input, shape, timestep, conditionings) => {
      // `toConditioning` above is the only maker of conditionings this model is ever given.
      const rows = conditionings as readonly OnnxConditioning[]
      const on = { neutral, input, at: { shape, timestep } }
      const [first, second] = rows
      if (first && second && rowsOfCall !== 1) {
        const fitted = repeatContexts(first.context, second.context)
        if (fitted.run === 'together') return call([first, second], [fitted.wanted, fitted.unwanted], on)
      }
      const outputs: Latent[] = []
      for (const row of rows) outputs.push(...(await call([row], [row.context], on)))
      return outputs
    }

  return {
    spec,
    knowsGuidance: inputs.some(({ name }) => name === 'timestep_cond'),
    conditionOn: async (text, between) => {
      const networks = textNetworks(parts)
      const { context, pooled } = await encodeTexts({
        networks,
        spec: spec.text,
        text,
        openEmbedding,
        between,
      })
      return toConditioning(context, sideOf(text, pooled))
    },
    predict: predictWith(neutral),
    withFreeU: ({ b1, b2, s1, s2 }) => {
      const freeu = { dims: [4], data: Float32Array.of(b1, b2, s1, s2) }
      return predictWith((rows) => ({ ...neutral(rows), freeu }))
    },
    decode: (latent, shape) => decodeLatent(graph('vae_decoder'), latent, shape, spec.latent),
  }
}

/** What a call computes on. */
interface Call {
  readonly neutral: DenoisingNetwork['neutral']
  readonly input: Latent
  readonly at: CallPlace
}

function textNetworks({ graph, spec, tokenizers, tables }: OnnxModelParts): TextNetwork[] {
  const { second, pooledOutput = null, contextOutputs } = spec.text
  const network = (at: number, role: GraphRole, outputs: readonly string[]): TextNetwork => ({
    graph: graph(role),
    tokenizer: tokenizers[at]!,
    table: tables[at] ?? null,
    contextOutputs: outputs,
    // Only the last encoder's vector is used.
    pooledOutput: second && at === 0 ? null : pooledOutput,
  })
  const first = network(0, 'text_encoder', contextOutputs)
  return second ? [first, network(1, 'text_encoder_2', second.contextOutputs)] : [first]
}

/** The rating of pictures that people like. */
const WANTED_AESTHETIC = 6

function sideOf(text: ConditioningText, pooled: Latent | null): SideFacts {
  const { adm, aesthetic = WANTED_AESTHETIC, guidanceScale = 1 } = text
  return { pooled, adm: adm ?? null, aesthetic, guidanceScale }
}

function filled<T>(list: readonly T[], more: number): readonly T[] {
  return [...list, ...new Array<T>(more).fill(list.at(-1)!)]
}
