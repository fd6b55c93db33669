import { AppError } from '../../contract/errors.ts'
import type { EmbeddingUse } from '../../contract/embedding.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { ModelEntry } from '../../contract/manifest.ts'
import { parseSafetensors } from '../lora/parse-safetensors.ts'
import { parseTensorIndex } from '../lora/tensor-index.ts'
import type { Graph, Runtime } from '../runtime/runtime.ts'
import { createGraphSet, GRAPH_FILES, type GraphRole } from './graph-set.ts'
import { activeLoras, loraFiles, planModelLoras, type OpenUserLora } from './model-loras.ts'
import { createOnnxModel } from './onnx-model.ts'
import { fetchRest, openFiles, type OpenFiles, type OpenModelFile } from './open-files.ts'
import type { LoadedModel, LoadHow, LoraReport } from './ports.ts'
import { readTokenizers } from './read-tokenizers.ts'
import { createTokenTable, type TokenTable } from './token-table.ts'

export type { OpenModelFile } from './open-files.ts'

/** What loading needs. */
export interface LoadParts extends LoadHow {
  readonly runtime: Runtime
  readonly entry: ModelEntry
  readonly openFile: OpenModelFile
  /** Left out: the user has no files. */
  readonly openUserLora?: OpenUserLora
  /** Opens an embedding file. Left out: the user has none. */
  readonly openUserEmbedding?: (use: EmbeddingUse) => Promise<Blob>
  /** Merged into the networks, in this order. Left out: none. */
  readonly loras?: readonly LoraUse[]
}

/**
 * Fetches what is missing of a model, then loads its networks one after another. What the first picture does not
 * need is fetched behind it.
 *
 * @throws Cancelled when the signal aborts, after at most one network; AppError from fetching, from the LoRAs'
 *   files or from the device. Nothing stays loaded after a throw
 */
export async function loadOnnxModel(parts: LoadParts): Promise<LoadedModel> {
  const { entry, runtime, openFile, openUserLora = refuseUserLora, openUserEmbedding } = parts
  const graphs = createGraphSet(runtime, entry)
  let reports: readonly LoraReport[] = []

  const filesFor = (loras: readonly LoraUse[]) => [...GRAPH_FILES, ...loraFiles(entry, loras)]
  const bring = async (files: OpenFiles, loras: readonly LoraUse[], how: LoadHow) => {
    const merges = await planModelLoras(entry, loras, { files, openUserLora })
    await graphs.bring(files, merges, how)
    reports = merges.reports
  }

  const loras = activeLoras(parts.loras ?? [])
  const wanted = [...filesFor(loras), 'vocab', 'merges', 'vocab_2', 'merges_2'] as const
  const files = await openFiles(entry, wanted, openFile, parts)
  const tokenizers = await readTokenizers(entry, files.get)
  await bring(files, loras, parts)
  fetchRest(entry, wanted, openFile)
  try {
    const model = createOnnxModel({
      runtime,
      spec: entry.spec,
      tokenizers,
      tables: await readTokenTables(entry, files, graphs.graph),
      openEmbedding: async (use) => {
        if (openUserEmbedding) return parseSafetensors(await openUserEmbedding(use), use.name, 'invalid_file')
        throw new AppError('not_found', `there is no embedding ${use.name}`, { file: use.name })
      },
      graph: graphs.graph,
    })
    return {
      ...model,
      dispose: graphs.release,
      loras: () => reports,
      useLoras: async (next, how) => {
        const active = activeLoras(next)
        await bring(await openFiles(entry, filesFor(active), openFile, how), active, how)
      },
    }
  } catch (error) {
    await graphs.release()
    throw error
  }
}

const TEXT_ENCODERS = ['text_encoder', 'text_encoder_2'] as const

/** The tables of the text encoders whose graphs take the tokens' vectors. */
async function readTokenTables(
  entry: ModelEntry,
  files: OpenFiles,
  graph: (role: GraphRole) => Graph,
): Promise<(TokenTable | null)[]> {
  const { second, embeddings } = entry.spec.text
  const tables = TEXT_ENCODERS.slice(0, second ? 2 : 1).map(async (role) => {
    const takesVectors = graph(role).inputs.some(({ name }) => name === 'inputs_embeds')
    if (takesVectors) {
      const weights = files.get(`${role}_weights`)
      const tensors = await files.get(`${role}_tensors`).text()
      return createTokenTable(weights, parseTensorIndex(tensors, weights.size))
    }
    if (embeddings !== true) return null
    throw new AppError('model_corrupt', 'the text encoder takes no vectors, as the model says it does')
  })
  return Promise.all(tables)
}

const refuseUserLora: OpenUserLora = ({ name }) =>
  Promise.reject(new AppError('not_found', `there is no LoRA ${name}`, { file: name }))
