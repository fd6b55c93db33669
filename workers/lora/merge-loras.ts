import { Cancelled } from '../../contract/errors.ts'
import type { Parts } from './lora-delta.ts'
import type { LoraPart } from './lora-parts.ts'
import { matchLora, type LoraMatch, type LoraPatch, type MergeTarget } from './match-lora.ts'
import type { Tensor } from './matrix.ts'
import { readNumbers, writeNumbers } from './numbers.ts'
import type { Safetensors } from './parse-safetensors.ts'
import { peftAlpha } from './peft-alpha.ts'
import { inOrder, type StoredParameter, type TensorIndex } from './tensor-index.ts'

/** A LoRA file to be merged. */
export interface OpenLora {
  /** What the file is called, unique in its list. */
  readonly file: string
  /** Any finite number; negative turns the change around. */
  readonly weight: number
  readonly tensors: Safetensors
}

/** What became of one LoRA file. */
export interface LoraReport extends Pick<LoraMatch, 'leftOver' | 'skipped'> {
  readonly file: string
  /** How many parameters it changes, in all networks. */
  readonly changed: number
}

/** One LoRA file's changes of one parameter. */
interface Step {
  readonly lora: OpenLora
  readonly patch: LoraPatch
}

/** What is to be done to one network. */
export interface Merge {
  /** Equal for equal merges of the same network: which files change it, how strongly, in which order. */
  readonly id: string
  /** By parameter, in the order of the LoRAs. */
  readonly steps: ReadonlyMap<string, readonly Step[]>
}

/**
 * Plans how LoRA files change networks. Nothing but their headers is read.
 *
 * @param loras   in the order in which they are merged. Those of weight 0 change nothing and report nothing
 * @param targets a tensor goes to the first network that knows its module
 * @returns a merge for each target, and what became of each file
 */
export function planMerges(
  loras: readonly OpenLora[],
  targets: readonly MergeTarget[],
): { readonly merges: readonly Merge[]; readonly reports: readonly LoraReport[] } {
  const steps = targets.map(() => new Map<string, Step[]>())
  const reports: LoraReport[] = []
  for (const lora of loras) {
    if (lora.weight === 0) continue
    const { patches, leftOver, skipped } = matchLora(lora.tensors, targets)
    const changed = patches.map((some) => new Set(some.map((patch) => patch.parameter)).size)
    reports.push({ file: lora.file, leftOver, skipped, changed: changed.reduce((a, b) => a + b, 0) })
    patches.forEach((some, target) => {
      for (const patch of some) {
        const before = steps[target]!.get(patch.parameter) ?? []
        steps[target]!.set(patch.parameter, [...before, { lora, patch }])
      }
    })
  }
  return { merges: steps.map((some) => ({ id: idOf(loras, some), steps: some })), reports }
}

function idOf(loras: readonly OpenLora[], steps: ReadonlyMap<string, readonly Step[]>): string {
  const active = new Set([...steps.values()].flat().map((step) => step.lora))
  return JSON.stringify(loras.filter((lora) => active.has(lora)).map(({ file, weight }) => [file, weight]))
}

/**
 * Changes weights as planned: each changed parameter is read as float32, changed by one LoRA after the other, and
 * rounded to its stored type once. All other bytes stay as they are.
 *
 * @param weights the pristine file; only parameters that change are read, one at a time
 * @throws Cancelled when the signal aborts
 * @returns the changed file: unchanged stretches are still those of `weights`, which must stay readable
 */
export async function mergeWeights(
  weights: Blob,
  index: TensorIndex,
  { steps }: Merge,
  signal: AbortSignal,
): Promise<Blob> {
  const pieces: Blob[] = []
  let at = 0
  for (const [name, stored] of inOrder(index)) {
    const todo = steps.get(name)
    if (!todo) continue
    if (signal.aborted) throw new Cancelled()
    // A Blob and not bytes, so that the browser may keep what is finished out of memory.
    pieces.push(weights.slice(at, stored.offset), await changedParameter(weights, stored, todo))
    at = stored.offset + stored.bytes
  }
  return at === 0 ? weights : new Blob([...pieces, weights.slice(at)])
}

async function changedParameter(
  weights: Blob,
  { offset, bytes, format, shape }: StoredParameter,
  steps: readonly Step[],
): Promise<Blob> {
  const values = readNumbers(await weights.slice(offset, offset + bytes).arrayBuffer(), format)
  for (const { lora, patch } of steps) {
    const parts = await readParts(lora, patch)
    const scale = lora.weight * ownScale(lora, patch, parts)
    const delta = patch.kind.delta(parts, { shape, values })
    for (let i = 0; i < values.length; i++) values[i]! += scale * delta[i]!
  }
  return new Blob([writeNumbers(values, format)])
}

async function readParts({ tensors }: OpenLora, patch: LoraPatch): Promise<Parts> {
  const parts: Partial<Record<LoraPart, Tensor>> = {}
  for (const [part, name] of Object.entries(patch.tensors) as [LoraPart, string][]) {
    parts[part] = { shape: tensors.tensors.get(name)!.shape, values: await tensors.read(name) }
  }
  return parts
}

/** alpha ÷ rank; 1 where the file says nothing of alpha. */
function ownScale({ tensors }: OpenLora, { kind, key }: LoraPatch, parts: Parts): number {
  const shapes = Object.fromEntries(Object.entries(parts).map(([part, tensor]) => [part, tensor.shape]))
  const rank = kind.rank(shapes)
  if (rank === null) return 1
  const alpha = parts.alpha?.values[0] ?? peftAlpha(tensors)(key, rank)
  return alpha === null ? 1 : alpha / rank
}
