import { performanceLora } from '../contract/lora.ts'
import { mergeWeights } from '../workers/lora/merge-loras.ts'
import { parseTensorIndex } from '../workers/lora/tensor-index.ts'
import { widenWeights } from '../workers/lora/widen-weights.ts'
import { loraTargetFiles, planModelLoras } from '../workers/models/model-loras.ts'
import { openFiles } from '../workers/models/open-files.ts'
import { openStickerFile } from '../workers/testing/sticker-files.ts'
import { stickerModel } from '../workers/testing/sticker-model.ts'

/** One round, in milliseconds. */
interface MergeTimes {
  /** The denoising network's weights, from the file to what a session is made of. */
  readonly readMs: number
  /** The LoRA for four steps into them: reading it, finding its modules, and every weight it changes. */
  readonly mergeMs: number
}

/** Reads the built-in model's weights, merges its LoRA for four steps, and again; the first round does not count. */
export async function measureMerge(rounds: number): Promise<readonly MergeTimes[]> {
  const how = { signal: new AbortController().signal, onActivity: () => undefined }
  const lora = performanceLora(stickerModel, 'Lightning')!
  const wanted = [...loraTargetFiles(stickerModel), 'lora_4_steps'] as const
  const files = await openFiles(stickerModel, wanted, openStickerFile, how)
  const weights = files.get('unet_weights')
  const index = parseTensorIndex(await files.get('unet_tensors').text(), weights.size)
  const times: MergeTimes[] = []
  for (let round = -1; round < rounds; round++) {
    const begun = performance.now()
    const pristine = await widenWeights(weights, index, how.signal)
    await pristine.arrayBuffer()
    const read = performance.now()
    const openUserLora = () => Promise.reject(new Error('there is none'))
    const { networks } = await planModelLoras(stickerModel, [lora], { files, openUserLora })
    const { merge, tensors } = networks.get('unet')!
    await mergeWeights(pristine, tensors, merge, how.signal)
    if (round >= 0) times.push({ readMs: read - begun, mergeMs: performance.now() - read })
  }
  return times
}
