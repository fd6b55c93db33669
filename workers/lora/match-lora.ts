import { LORA_KINDS, type LoraKind, type PartShapes } from './lora-delta.ts'
import type { LoraKeyTable } from './lora-keys.ts'
import { isDoraTensor, splitTensorName, type LoraPart } from './lora-parts.ts'
import { countOf } from './matrix.ts'
import type { Safetensors } from './parse-safetensors.ts'
import type { TensorIndex } from './tensor-index.ts'

/** A network that LoRAs may change. */
export interface MergeTarget {
  readonly keys: LoraKeyTable
  readonly tensors: TensorIndex
}

/** One change of one parameter by one file. */
export interface LoraPatch {
  /** Torch's name of the parameter. */
  readonly parameter: string
  readonly kind: LoraKind
  /** The key by which the file names the module. */
  readonly key: string
  /** The file's tensors that make up the change. */
  readonly tensors: Partial<Readonly<Record<LoraPart, string>>>
}

/** What a LoRA file does to networks. */
export interface LoraMatch {
  /** For each target, in the targets' order. */
  readonly patches: readonly (readonly LoraPatch[])[]
  /** Tensors that fit nowhere. */
  readonly leftOver: readonly string[]
  /** Null when the file is used. `dora`: it needs more than can be added to weights. */
  readonly skipped: 'other_model' | 'dora' | null
}

/** With more tensors than this that fit nowhere, a file was made for another model. */
export const MOST_LEFT_OVER = 12

/**
 * Finds what each tensor of a LoRA file changes.
 *
 * @param targets a tensor goes to the first that knows its module
 */
export function matchLora(file: Safetensors, targets: readonly MergeTarget[]): LoraMatch {
  const names = [...file.tensors.keys()]
  const none = targets.map(() => [])
  if (names.some(isDoraTensor)) return { patches: none, leftOver: names, skipped: 'dora' }
  const used = new Set<string>()
  const patches = targets.map((): LoraPatch[] => [])
  for (const [key, group] of groupByModule(names)) {
    const at = targets.findIndex((target) => target.keys.has(key))
    if (at === -1) continue
    const found = patchesOf({ key, group, file }, targets[at]!)
    patches[at]!.push(...found)
    for (const patch of found) for (const name of Object.values(patch.tensors)) used.add(name)
  }
  const leftOver = names.filter((name) => !used.has(name))
  if (leftOver.length > MOST_LEFT_OVER) return { patches: none, leftOver, skipped: 'other_model' }
  return { patches, leftOver, skipped: null }
}

type Group = Partial<Record<LoraPart, string>>

function groupByModule(names: readonly string[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>()
  for (const name of names) {
    const split = splitTensorName(name)
    if (!split) continue
    const group = groups.get(split.key) ?? {}
    // The same part in a second spelling is one too many and stays over.
    group[split.part] ??= name
    groups.set(split.key, group)
  }
  return groups
}

interface ModuleGroup {
  readonly key: string
  readonly group: Group
  readonly file: Safetensors
}

function patchesOf({ key, group, file }: ModuleGroup, { keys, tensors }: MergeTarget): LoraPatch[] {
  const shapes: PartShapes = Object.fromEntries(
    Object.entries(group).map(([part, name]) => [part, file.tensors.get(name)!.shape]),
  )
  return LORA_KINDS.flatMap((kind): LoraPatch[] => {
    const parameter = `${keys.get(key)!}.${kind.parameter}`
    const target = tensors.get(parameter)
    const parts = target && kind.partsOf(shapes, target.shape)
    if (!parts) return []
    // Some kinds come with an alpha that means nothing to them.
    const own = shapes.alpha && countOf(shapes.alpha) === 1 ? [...parts, 'alpha' as const] : parts
    return [{ parameter, kind, key, tensors: Object.fromEntries(own.map((part) => [part, group[part]!])) }]
  })
}
