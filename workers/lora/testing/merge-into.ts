import { unetLoraKeys } from '../lora-keys.ts'
import { mergeWeights, planMerges, type OpenLora } from '../merge-loras.ts'
import { readNumbers, toFloat16 } from '../numbers.ts'
import { parseSafetensors } from '../parse-safetensors.ts'
import { parseTensorIndex } from '../tensor-index.ts'
import { writeSafetensors, type TensorToWrite } from './write-safetensors.ts'

/** A parameter as it stands before. float32 if `dtype` is left out. */
export interface ParameterBefore {
  readonly shape: readonly number[]
  readonly values: readonly number[]
  readonly dtype?: 'float16' | 'float32'
}

/** A LoRA file with its weight, 1 if left out. */
export interface LoraBefore {
  readonly tensors: Readonly<Record<string, TensorToWrite>>
  readonly weight?: number
  readonly metadata?: Readonly<Record<string, string>>
}

/** Merges LoRAs into a UNet of these parameters; bytes that belong to none of them stand between all. */
export async function mergeInto(
  parameters: Readonly<Record<string, ParameterBefore>>,
  loras: readonly LoraBefore[],
) {
  const bytes: number[] = []
  const facts: Record<string, object> = {}
  for (const [name, { shape, values, dtype = 'float32' }] of Object.entries(parameters)) {
    bytes.push(7, 7, 7, 7)
    facts[name] = { offset: bytes.length, dtype, shape }
    const numbers = Float32Array.from(values)
    bytes.push(...new Uint8Array(dtype === 'float32' ? numbers.buffer : toFloat16(numbers).buffer))
  }
  bytes.push(7, 7)
  const before = Uint8Array.from(bytes)
  const index = parseTensorIndex(
    JSON.stringify({ format: 'fooocus-tab-tensors/1', tensors: facts }),
    before.length,
  )
  const opened = await Promise.all(
    loras.map(async ({ tensors, weight = 1, metadata }, at): Promise<OpenLora> => {
      const file = `${at}.safetensors`
      return { file, weight, tensors: await parseSafetensors(writeSafetensors(tensors, metadata), file) }
    }),
  )
  const target = { keys: unetLoraKeys(Object.keys(parameters)), tensors: index }
  const { merges, reports } = planMerges(opened, [target])
  const merged = await mergeWeights(new Blob([before]), index, merges[0]!, new AbortController().signal)
  const after = new Uint8Array(await merged.arrayBuffer())
  const valuesOf = (name: string) => {
    const { offset, bytes: length, format } = index.get(name)!
    return [...readNumbers(after.slice(offset, offset + length).buffer, format)]
  }
  return { before, after, reports, valuesOf, id: merges[0]!.id }
}
