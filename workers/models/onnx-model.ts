import { repeatContexts, type Context } from '../conditioning/repeat-context.ts'
import type { ModelSpec } from '../../contract/manifest.ts'
import type { ClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import type { Graph, Runtime } from '../runtime/runtime.ts'
import type { GraphRole } from './graph-set.ts'
import { createNeutralInputs } from './neutral-inputs.ts'
import { encodeTexts } from './onnx-text-encoder.ts'
import { pinContexts, runUnet, type DenoisingNetwork, type PinnedContext } from './onnx-unet.ts'
import { decodeLatent } from './onnx-vae.ts'
import type { Conditioning, DiffusionModel, Latent } from './ports.ts'

/** The loaded parts of a model; owned by whoever loaded them. */
export interface OnnxModelParts {
  readonly runtime: Runtime
  readonly spec: ModelSpec
  readonly tokenizer: ClipTokenizer
  /** A network as it is now: with other LoRAs, another one takes its place. Its inputs stay the same. */
  readonly graph: (role: GraphRole) => Graph
}

/** A conditioning with its inside, which only this file sees. */
interface OnnxConditioning extends Conditioning {
  readonly context: Context
  /** Batches this conditioning takes part in, pinned on first use. */
  readonly batches: Map<OnnxConditioning | null, PinnedContext>
}

/**
 * Makes a diffusion model of loaded networks.
 *
 * @throws AppError `model_corrupt` when the denoising network wants what nobody knows
 */
export function createOnnxModel(parts: OnnxModelParts): Omit<DiffusionModel, 'dispose'> {
  const { runtime, spec, tokenizer, graph } = parts
  const neutral = createNeutralInputs(graph('unet').inputs, spec)

  const toConditioning = (context: Context): OnnxConditioning => {
    const batches: OnnxConditioning['batches'] = new Map()
    const dispose = () => {
      for (const batch of batches.values()) batch.tensor.dispose()
      batches.clear()
    }
    return { tokens: context.tokens, context, batches, dispose }
  }

  /** The pinned batch of one conditioning, or of two that fit into one call. It lives as long as the first. */
  const batchOf = (
    first: OnnxConditioning,
    second: OnnxConditioning | null,
    contexts: readonly Context[],
  ) => {
    const known = first.batches.get(second)
    if (known) return known
    const batch = pinContexts(runtime, contexts)
    first.batches.set(second, batch)
    return batch
  }

  const predictWith =
    (inputs: DenoisingNetwork['neutral']): DiffusionModel['predict'] =>
    async (input, shape, timestep, on) => {
      // `toConditioning` above is the only maker of conditionings this model is ever given.
      const rows = on as readonly OnnxConditioning[]
      const [first, second] = rows
      if (!first) return []
      const at = { shape, timestep }
      const unet = { graph: graph('unet'), neutral: inputs }
      if (!second) return runUnet(unet, input, at, batchOf(first, null, [first.context]))
      const fitted = repeatContexts(first.context, second.context)
      if (fitted.run === 'together') {
        return runUnet(unet, input, at, batchOf(first, second, [fitted.wanted, fitted.unwanted]))
      }
      const outputs: Latent[] = []
      for (const row of [first, second])
        outputs.push(...(await runUnet(unet, input, at, batchOf(row, null, [row.context]))))
      return outputs
    }

  return {
    spec,
    conditionOn: async (text, between) =>
      toConditioning(
        await encodeTexts({ graph: graph('text_encoder'), tokenizer, spec: spec.text, text, between }),
      ),
    predict: predictWith(neutral),
    withFreeU: ({ b1, b2, s1, s2 }) => {
      const freeu = { dims: [4], data: Float32Array.of(b1, b2, s1, s2) }
      return predictWith((rows) => ({ ...neutral(rows), freeu }))
    },
    decode: (latent, shape) => decodeLatent(graph('vae_decoder'), latent, shape, spec.latent),
  }
}
