import { loadOnnxModel, type OpenModelFile } from '../../models/load-onnx-model.ts'
import { latentLength, type LoadedModel } from '../../models/ports.ts'
import type { Runtime } from '../../runtime/runtime.ts'
import { writeSafetensors } from '../../lora/testing/write-safetensors.ts'
import { recordedRuntime } from '../recorded-runtime.ts'
import { difference, wave } from '../waves.ts'
import { topologyModel, type TopologyName } from './topology-models.ts'
import type { FamilyVectors } from './topology-vectors.ts'

/** What the word `embedding:learned` stands for: two tokens as wide as those of a narrow CLIP-L. */
const LEARNED = { shape: [2, 24], values: [...wave(48)] }

const between = async () => {}

/** A family's narrow networks, loaded, and the last output of each name. */
export interface LoadedTopology {
  readonly model: LoadedModel
  readonly last: ReadonlyMap<string, Float32Array>
}

/** Loads them as the product loads a model. */
export async function loadTopology(
  runtime: Runtime,
  openFile: OpenModelFile,
  name: TopologyName,
): Promise<LoadedTopology> {
  const { recording, last } = recordedRuntime(runtime)
  const model = await loadOnnxModel({
    runtime: recording,
    entry: topologyModel(name),
    openFile,
    openUserEmbedding: async () => writeSafetensors({ emb_params: LEARNED }),
    signal: new AbortController().signal,
    onActivity: () => {},
  })
  return { model, last }
}

/**
 * Sends a family's vectors through its networks as the product calls a model.
 *
 * @returns for each output the largest difference from what PyTorch computed
 */
export async function topologyDifferences(
  { model, last }: LoadedTopology,
  vectors: FamilyVectors,
): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  const { texts, pooledTexts, clipSkip, adm, guidanceScale, latent } = vectors
  const scale = {
    positive: { scale: adm.positive, end: adm.end },
    negative: { scale: adm.negative, end: adm.end },
  }
  const embeddings = [{ word: 'learned', name: 'learned.safetensors', sha256: '' }]
  const on = [
    await model.conditionOn(
      { texts: texts.wanted, pooledTexts, clipSkip, guidanceScale, embeddings, adm: scale.positive },
      between,
    ),
  ]
  if (!model.knowsGuidance) {
    on.push(await model.conditionOn({ texts: texts.unwanted, clipSkip, adm: scale.negative }, between))
  }
  for (const { timestep, rows } of vectors.steps) {
    const outputs = await model.predict(wave(latentLength(latent)), latent, timestep, on)
    outputs.forEach((row, at) => (found[`row ${at} at ${timestep}`] = difference(row, rows[at]!)))
  }
  for (const one of on) one.dispose()
  const scaled = wave(latentLength(latent)).map((value) => value * model.spec.latent.scale)
  await model.decode(scaled, latent)
  found['decoded'] = difference(last.get('sample')!, vectors.decoded)
  return found
}
