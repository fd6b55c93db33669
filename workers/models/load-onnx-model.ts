import { AppError, Cancelled } from '../../contract/errors.ts'
import { modelBytes, type FileRole, type ModelEntry } from '../../contract/manifest.ts'
import type { Activity } from '../../contract/task.ts'
import type { Graph, Runtime } from '../runtime/runtime.ts'
import { createClipTokenizer } from '../tokenizer/clip-tokenizer.ts'
import { createOnnxModel } from './onnx-model.ts'
import type { DiffusionModel } from './ports.ts'

/** Opens a file of a model, fetching and verifying what is missing. */
export type OpenModelFile = (
  model: ModelEntry,
  role: FileRole,
  how: {
    readonly signal: AbortSignal
    readonly onProgress: (progress: { readonly loadedBytes: number; readonly totalBytes: number }) => void
  },
) => Promise<Blob>

/** What loading needs. */
export interface LoadParts {
  readonly runtime: Runtime
  readonly entry: ModelEntry
  readonly openFile: OpenModelFile
  readonly signal: AbortSignal
  readonly onActivity: (activity: Activity) => void
}

/** The networks a picture needs, in the order they are loaded: smallest first, so that trouble shows early. */
const GRAPHS = ['text_encoder', 'vae_decoder', 'unet'] as const

/**
 * Fetches what is missing of a model, then loads its networks one after another.
 *
 * @throws Cancelled when the signal aborts, after at most one network; AppError from fetching or the device.
 *   Nothing stays loaded after a throw
 */
export async function loadOnnxModel(parts: LoadParts): Promise<DiffusionModel> {
  const { entry, runtime, onActivity } = parts
  const files = await openFiles(parts)
  const tokenizer = createClipTokenizer({
    vocab: parseVocabulary(await files.get('vocab')!.text(), entry),
    merges: await files.get('merges')!.text(),
    specials: entry.spec.text,
  })
  const graphs = new Map<FileRole, Graph>()
  try {
    for (const [part, role] of GRAPHS.entries()) {
      if (parts.signal.aborted) throw new Cancelled()
      onActivity({ kind: 'load', model: entry.name, part: part + 1, parts: GRAPHS.length })
      graphs.set(role, await runtime.createGraph(files.get(role)!))
    }
    if (parts.signal.aborted) throw new Cancelled()
  } catch (error) {
    // What failed counts, not that cleaning up after it may fail too, as it does on a lost device.
    for (const graph of graphs.values()) await graph.release().catch(() => undefined)
    throw error
  }
  return createOnnxModel({
    runtime,
    tokenizer,
    spec: entry.spec,
    textEncoder: graphs.get('text_encoder')!,
    unet: graphs.get('unet')!,
    vaeDecoder: graphs.get('vae_decoder')!,
  })
}

/** Opens all files together, so that the wait for one is not the wait for all; progress counts the whole model. */
async function openFiles({ entry, openFile, signal, onActivity }: LoadParts): Promise<Map<FileRole, Blob>> {
  const totalBytes = modelBytes(entry)
  const loaded = new Map<FileRole, number>()
  // One failed file ends the wait for the others, and their news.
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const opened = entry.files.map(async (file): Promise<[FileRole, Blob]> => {
    const onProgress = ({ loadedBytes }: { readonly loadedBytes: number }) => {
      if (either.aborted) return
      loaded.set(file.role, loadedBytes)
      const sum = [...loaded.values()].reduce((all, bytes) => all + bytes, 0)
      onActivity({ kind: 'download', model: entry.name, loadedBytes: sum, totalBytes })
    }
    return [file.role, await openFile(entry, file.role, { signal: either, onProgress })]
  })
  const files = new Map(
    await Promise.all(opened).catch((error: unknown) => {
      failed.abort()
      throw error
    }),
  )
  for (const role of [...GRAPHS, 'vocab', 'merges'] as const) {
    if (!files.has(role))
      throw new AppError('model_corrupt', `the model lists no ${role}`, { model: entry.name })
  }
  return files
}

function parseVocabulary(text: string, entry: ModelEntry): Record<string, number> {
  try {
    // The file's hash has been verified: what parses is the vocabulary that was listed.
    return JSON.parse(text) as Record<string, number>
  } catch (error) {
    throw new AppError('model_corrupt', 'the vocabulary is no JSON', { model: entry.name }, error)
  }
}
