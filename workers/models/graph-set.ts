import { Cancelled } from '../../contract/errors.ts'
import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import { mergeWeights } from '../lora/merge-loras.ts'
import { parseTensorIndex } from '../lora/tensor-index.ts'
import { widenWeights } from '../lora/widen-weights.ts'
import type { ExternalFile, Graph, Runtime } from '../runtime/runtime.ts'
import type { ModelMerges } from './model-loras.ts'
import { hasFile, type OpenFiles } from './open-files.ts'
import type { LoadHow } from './ports.ts'

/** The networks a picture needs, in the order they are loaded: smallest first, so that trouble shows early. */
const GRAPHS = ['text_encoder', 'text_encoder_2', 'vae_decoder', 'unet'] as const

/** A network that a picture needs. */
export type GraphRole = (typeof GRAPHS)[number]

/** What not every model has. */
const OPTIONAL: ReadonlySet<GraphRole> = new Set<GraphRole>(['text_encoder_2'])

/** Weights that lie beside their graph. */
const WEIGHTS: Readonly<Record<GraphRole, Beside>> = {
  text_encoder: { weights: 'text_encoder_weights', tensors: 'text_encoder_tensors' },
  text_encoder_2: { weights: 'text_encoder_2_weights', tensors: 'text_encoder_2_tensors' },
  vae_decoder: { weights: 'vae_decoder_weights', tensors: null },
  unet: { weights: 'unet_weights', tensors: 'unet_tensors' },
}

interface Beside {
  readonly weights: FileRole
  /** Null for networks that no LoRA changes. */
  readonly tensors: FileRole | null
}

/** What loading the networks reads. */
export const GRAPH_FILES: readonly FileRole[] = [
  ...GRAPHS,
  ...Object.values(WEIGHTS).flatMap(({ weights, tensors }) => (tensors ? [weights, tensors] : [weights])),
]

/** The networks of one model, loaded. */
export interface GraphSet {
  /** A network as it is now: not to be kept over the next `bring`. */
  graph(role: GraphRole): Graph
  /**
   * Loads the networks that are missing or have other LoRAs merged into them than wanted, one after another. Each
   * old one goes before the new one comes.
   *
   * @throws Cancelled when the signal aborts, after at most one network; AppError from the device. Nothing stays
   *   loaded after a throw
   */
  bring(files: OpenFiles, merges: ModelMerges, how: LoadHow): Promise<void>
  release(): Promise<void>
}

/** What one network is made of. */
interface PutParts {
  readonly files: OpenFiles
  /** Its weights before any LoRA; null where they lie in the graph itself. */
  readonly pristine: Blob | null
  readonly merges: ModelMerges
  readonly signal: AbortSignal
}

/** A merge of nothing. */
const PRISTINE = '[]'

/** Makes an empty set. */
export function createGraphSet(runtime: Runtime, entry: ModelEntry): GraphSet {
  const roles = GRAPHS.filter((role) => !OPTIONAL.has(role) || hasFile(entry, role))
  const made = new Map<GraphRole, { readonly merge: string; readonly graph: Graph }>()

  const put = async (role: GraphRole, { files, pristine, merges, signal }: PutParts) => {
    const network = merges.networks.get(role)
    const merge = network?.merge.id ?? PRISTINE
    const external: ExternalFile[] = []
    if (pristine) {
      const data = network ? await mergeWeights(pristine, network.tensors, network.merge, signal) : pristine
      external.push({ path: fileName(entry, WEIGHTS[role].weights), data })
    }
    made.set(role, { merge, graph: await runtime.createGraph(files.get(role), external) })
  }

  const drop = async (role: GraphRole) => {
    const old = made.get(role)
    made.delete(role)
    await old?.graph.release()
  }

  /** The weights as the graph reads them; null where they lie in the graph itself. */
  const openWeights = async (files: OpenFiles, beside: Beside, signal: AbortSignal) => {
    if (!hasFile(entry, beside.weights)) return null
    const file = files.get(beside.weights)
    if (!beside.tensors || !hasFile(entry, beside.tensors)) return file
    const index = parseTensorIndex(await files.get(beside.tensors).text(), file.size)
    return widenWeights(file, index, signal)
  }

  const takeAll = (): Graph[] => {
    const graphs = [...made.values()].map(({ graph }) => graph)
    made.clear()
    return graphs
  }

  return {
    graph: (role) => made.get(role)!.graph,
    bring: async (files, merges, { signal, onActivity }) => {
      const isDue = (role: GraphRole) =>
        made.get(role)?.merge !== (merges.networks.get(role)?.merge.id ?? PRISTINE)
      const due = roles.filter(isDue)
      try {
        // Before anything new takes their room.
        for (const role of due) await drop(role)
        const tell = (part: number) =>
          onActivity({ kind: 'load', model: entry.name, part, parts: due.length })
        if (due.length > 0) tell(1)
        // All before the first network: once one is there, the browser is busy compiling the library for speed, and
        // unpacking would run uncompiled. Files that are not packed are only opened.
        const weights = new Map<GraphRole, Blob | null>()
        for (const role of due) weights.set(role, await openWeights(files, WEIGHTS[role], signal))
        for (const [at, role] of due.entries()) {
          if (signal.aborted) throw new Cancelled()
          // The first was told of before the weights were unpacked.
          if (at > 0) tell(at + 1)
          await put(role, { files, pristine: weights.get(role) ?? null, merges, signal })
          weights.delete(role)
        }
        if (signal.aborted) throw new Cancelled()
      } catch (error) {
        // What failed counts, not that cleaning up after it may fail too, as it does on a lost device.
        for (const graph of takeAll()) await graph.release().catch(() => undefined)
        throw error
      }
    },
    release: async () => {
      for (const graph of takeAll()) await graph.release()
    },
  }
}

/** How a graph names a file beside it. */
function fileName(entry: ModelEntry, role: FileRole): string {
  const { path } = entry.files.find((file) => file.role === role)!
  return path.slice(path.lastIndexOf('/') + 1)
}
