import { AppError } from '../../contract/errors.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import { indexOnnxGraph } from '../lora/index-onnx-graph.ts'
import { secondTextEncoderLoraKeys, textEncoderLoraKeys, unetLoraKeys } from '../lora/lora-keys.ts'
import type { MergeTarget } from '../lora/match-lora.ts'
import { planMerges, type Merge, type OpenLora } from '../lora/merge-loras.ts'
import { parseSafetensors } from '../lora/parse-safetensors.ts'
import { parseTensorIndex, type TensorIndex } from '../lora/tensor-index.ts'
import { hasFile, type OpenFiles } from './open-files.ts'
import type { LoraReport } from './ports.ts'

/** The networks that LoRAs change, in the order in which they are asked for a module. */
const LORA_NETWORKS = ['unet', 'text_encoder', 'text_encoder_2'] as const

type LoraNetwork = (typeof LORA_NETWORKS)[number]

const KEYS = {
  unet: unetLoraKeys,
  text_encoder: textEncoderLoraKeys,
  text_encoder_2: secondTextEncoderLoraKeys,
}

/** A network's merge, and where its parameters lie. */
export interface NetworkMerge {
  readonly merge: Merge
  readonly tensors: TensorIndex
}

/** What a list of LoRAs comes to for a model. */
export interface ModelMerges {
  /** For networks that LoRAs can change; empty without LoRAs. */
  readonly networks: ReadonlyMap<FileRole, NetworkMerge>
  readonly reports: readonly LoraReport[]
}

/** LoRAs that change something. */
export function activeLoras(loras: readonly LoraUse[]): readonly LoraUse[] {
  return loras.filter((lora) => lora.weight !== 0)
}

/** Opens a LoRA file of the user's. What it gives stays readable. */
export type OpenUserLora = (lora: Extract<LoraUse, { readonly source: 'user' }>) => Promise<Blob>

/** The model's own files that are needed to plan merges, besides the networks' weights. */
export function loraFiles(entry: ModelEntry, loras: readonly LoraUse[]): readonly FileRole[] {
  if (loras.length === 0) return []
  return [
    ...LORA_NETWORKS.map((network) => listOf(entry, network)),
    ...loras.flatMap((lora) => (lora.source === 'model' ? [lora.role] : [])),
  ]
}

/** Where LoRA files come from. */
interface LoraSources {
  /** Those of {@link loraFiles}, and the networks' weights. */
  readonly files: OpenFiles
  readonly openUserLora: OpenUserLora
}

/**
 * Plans how a list of LoRAs changes a model.
 *
 * @throws AppError `unsupported_feature` for a model whose weights cannot be changed; `model_corrupt` for a damaged
 *   file of the model's own, or one that does not fit it; `invalid_file` for a damaged file of the user's;
 *   `invalid_request` for one that was made for another model, with the keys that do not fit in `detail.keys`
 */
export async function planModelLoras(
  entry: ModelEntry,
  loras: readonly LoraUse[],
  { files, openUserLora }: LoraSources,
): Promise<ModelMerges> {
  if (loras.length === 0) return { networks: new Map(), reports: [] }
  const { networks, targets } = await loraTargets(entry, files)
  const opened: OpenLora[] = []
  for (const lora of loras) {
    const tensors =
      lora.source === 'model'
        ? await parseSafetensors(files.get(lora.role), lora.name)
        : await parseSafetensors(await openUserLora(lora), lora.name, 'invalid_file')
    // By its bytes, not by its name: another file may have taken that since.
    opened.push({ file: lora.sha256, weight: lora.weight, tensors })
  }
  const { merges, reports } = planMerges(opened, targets)
  for (const [at, report] of reports.entries()) refuseMisfit(entry, loras[at]!, report)
  const merge = networks.map(
    (network, at) => [network, { merge: merges[at]!, tensors: targets[at]!.tensors }] as const,
  )
  return {
    networks: new Map(merge),
    reports: reports.map((report, at) => ({ ...report, file: loras[at]!.name })),
  }
}

/** How many keys an error names. */
const SHOWN_KEYS = 20

/** A file that changes nothing is as much of another model as one with too many keys that do not fit. */
function refuseMisfit(
  entry: ModelEntry,
  { name, source }: LoraUse,
  { skipped, changed, leftOver }: LoraReport,
): void {
  if (skipped === null && changed > 0) return
  const keys = leftOver.slice(0, SHOWN_KEYS)
  const why =
    skipped === 'dora'
      ? `${name} is a DoRA, which needs more than can be added to weights`
      : `${name} was not made for ${entry.name}; keys that do not fit: ${keys.join(', ')}`
  const detail = { model: entry.name, file: name, keys, keyCount: leftOver.length }
  if (source === 'model') throw new AppError('model_corrupt', why, detail)
  throw new AppError('invalid_request', why, { ...detail, field: 'loras', value: name, issues: [why] })
}

/** What {@link loraTargets} reads: lists, or graphs where there is none, and of weights only their size. */
export function loraTargetFiles(entry: ModelEntry): readonly FileRole[] {
  return LORA_NETWORKS.flatMap((network) => [weightsOf(network), listOf(entry, network)])
}

/**
 * The networks of a model that LoRAs can change.
 *
 * @throws AppError `unsupported_feature` where the denoising network is none of them; `model_corrupt`
 */
export async function loraTargets(entry: ModelEntry, files: OpenFiles) {
  const networks = LORA_NETWORKS.filter((network) => hasFile(entry, weightsOf(network)))
  if (!networks.includes('unet')) {
    const detail = { model: entry.name, feature: 'LoRA' }
    throw new AppError('unsupported_feature', `${entry.name} cannot take LoRAs`, detail)
  }
  return { networks, targets: await Promise.all(networks.map((network) => targetOf(entry, network, files))) }
}

async function targetOf(entry: ModelEntry, network: LoraNetwork, files: OpenFiles): Promise<MergeTarget> {
  const { size } = files.get(weightsOf(network))
  const tensors = hasFile(entry, tensorsOf(network))
    ? parseTensorIndex(await files.get(tensorsOf(network)).text(), size)
    : indexOnnxGraph(new Uint8Array(await files.get(network).arrayBuffer()), size)
  return { keys: KEYS[network](tensors.keys()), tensors }
}

/** The file that says where a network's parameters lie. */
function listOf(entry: ModelEntry, network: LoraNetwork): FileRole {
  const list = tensorsOf(network)
  return hasFile(entry, list) ? list : network
}

function weightsOf(network: LoraNetwork) {
  return `${network}_weights` as const
}

function tensorsOf(network: LoraNetwork) {
  return `${network}_tensors` as const
}
