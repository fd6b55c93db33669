import type { ModelEntry } from '../../contract/manifest.ts'
import type { LoraFit } from '../../contract/user-files.ts'
import { planMerges } from '../lora/merge-loras.ts'
import { parseSafetensors } from '../lora/parse-safetensors.ts'
import { loraTargetFiles, loraTargets } from './model-loras.ts'
import { openFiles, type OpenModelFile } from './open-files.ts'

/** How many keys are told. */
const MOST_KEYS = 200

/** A LoRA file of the user's. */
interface NamedFile {
  readonly name: string
  readonly file: Blob
}

/**
 * Looks how a LoRA file stands to a model, without merging anything: only its header and the model's lists are read, or
 * the graphs of networks without one.
 *
 * @param openFile opens the model's files, which should be here already
 * @throws AppError `invalid_file` for a damaged file; `unsupported_feature` for a model that takes no LoRAs; what
 *   `openFile` throws
 */
export async function fitLora(
  entry: ModelEntry,
  { name, file }: NamedFile,
  openFile: OpenModelFile,
): Promise<LoraFit> {
  const how = { signal: new AbortController().signal, onActivity: () => undefined }
  const tensors = await parseSafetensors(file, name, 'invalid_file')
  const files = await openFiles(entry, loraTargetFiles(entry), openFile, how)
  const { targets } = await loraTargets(entry, files)
  const { changed, leftOver, skipped } = planMerges([{ file: name, weight: 1, tensors }], targets).reports[0]!
  return {
    changed,
    leftOver: leftOver.slice(0, MOST_KEYS),
    leftOverCount: leftOver.length,
    misfit: skipped ?? (changed === 0 ? 'other_model' : null),
  }
}
