import { AppError } from '../../contract/errors.ts'
import type { LoraUse } from '../../contract/lora.ts'
import type { FileRole, ModelEntry } from '../../contract/manifest.ts'
import { textEncoderLoraKeys, unetLoraKeys } from '../lora/lora-keys.ts'
import type { MergeTarget } from '../lora/match-lora.ts'
import { planMerges, type Merge, type OpenLora } from '../lora/merge-loras.ts'
import { parseSafetensors } from '../lora/parse-safetensors.ts'
import { parseTensorIndex, type TensorIndex } from '../lora/tensor-index.ts'
import { hasFile, type OpenFiles } from './open-files.ts'
import type { LoraReport } from './ports.ts'

/** The networks that LoRAs change, in the order in which they are asked for a module. */
const LORA_NETWORKS = ['unet', 'text_encoder'] as const

type LoraNetwork = (typeof LORA_NETWORKS)[number]

const KEYS = { unet: unetLoraKeys, text_encoder: textEncoderLoraKeys }

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

/**
 * The files needed to plan merges.
 *
 * @throws AppError `not_found` for a LoRA that the model does not have
 */
export function loraFiles(entry: ModelEntry, loras: readonly LoraUse[]): readonly FileRole[] {
  if (loras.length === 0) return []
  return [...LORA_NETWORKS.map(tensorsOf), ...loras.map((lora) => roleOf(entry, lora))]
}

/**
 * Plans how a list of LoRAs changes a model.
 *
 * @param files those of {@link loraFiles}, and the networks' weights
 * @throws AppError `unsupported_feature` for a model whose weights cannot be changed; `model_corrupt` for a damaged
 *   file, or a LoRA of the model's own that does not fit it
 */
export async function planModelLoras(
  entry: ModelEntry,
  loras: readonly LoraUse[],
  files: OpenFiles,
): Promise<ModelMerges> {
  if (loras.length === 0) return { networks: new Map(), reports: [] }
  const networks = LORA_NETWORKS.filter(
    (network) => hasFile(entry, weightsOf(network)) && hasFile(entry, tensorsOf(network)),
  )
  if (!networks.includes('unet')) {
    const detail = { model: entry.name, feature: 'LoRA' }
    throw new AppError('unsupported_feature', `${entry.name} cannot take LoRAs`, detail)
  }
  const targets = await Promise.all(networks.map((network) => targetOf(network, files)))
  const opened: OpenLora[] = []
  for (const { file, weight } of loras) {
    const role = roleOf(entry, { file })
    opened.push({ file, weight, tensors: await parseSafetensors(files.get(role), file) })
  }
  const { merges, reports } = planMerges(opened, targets)
  const misfit = reports.find((report) => report.skipped !== null)
  if (misfit) {
    const why = `${misfit.file} does not fit: ${misfit.leftOver.slice(0, 3).join(', ')} …`
    throw new AppError('model_corrupt', why, { model: entry.name, file: misfit.file })
  }
  const merge = networks.map(
    (network, at) => [network, { merge: merges[at]!, tensors: targets[at]!.tensors }] as const,
  )
  return { networks: new Map(merge), reports }
}

async function targetOf(network: LoraNetwork, files: OpenFiles): Promise<MergeTarget> {
  const text = await files.get(tensorsOf(network)).text()
  const tensors = parseTensorIndex(text, files.get(weightsOf(network)).size)
  return { keys: KEYS[network](tensors.keys()), tensors }
}

function roleOf(entry: ModelEntry, { file }: Pick<LoraUse, 'file'>): FileRole {
  const found = entry.files.find(({ role }) => role === file)
  if (found) return found.role
  throw new AppError('not_found', `${entry.name} has no LoRA ${file}`, { model: entry.name, file })
}

function weightsOf(network: LoraNetwork) {
  return `${network}_weights` as const
}

function tensorsOf(network: LoraNetwork) {
  return `${network}_tensors` as const
}
