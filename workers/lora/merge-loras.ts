import { Cancelled } from '../../contract/errors.ts'
import type { Parts } from './lora-delta.ts'
import type { LoraPart } from './lora-parts.ts'
import { matchLora, type LoraMatch, type LoraPatch, type MergeTarget } from './match-lora.ts'
import { addScaled, type Tensor } from './matrix.ts'
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
 * @param weights the pristine file; only parameters that change are read, two at a time
 * @throws Cancelled when the signal aborts
 * @returns the changed file: unchanged stretches are still those of `weights`, which must stay readable
 */
export async function mergeWeights(
  weights: Blob,
  index: TensorIndex,
  { steps }: Merge,
  signal: AbortSignal,
): Promise<Blob> {
  const todo = inOrder(index).filter(([name]) => steps.has(name))
  /** Begins to read a parameter and its changes, which takes as long as changing the one before. */
  const read = (at: number): Promise<OpenParameter> | null => {
    const [name, stored] = todo[at] ?? []
    if (name === undefined || !stored) return null
    const opened = openParameter(weights, stored, steps.get(name)!)
    // It is awaited in its turn, if that comes.
    opened.catch(() => undefined)
    return opened
  }
  const pieces: Blob[] = []
  let end = 0
  let next = read(0)
  for (const [at, [, stored]] of todo.entries()) {
    if (signal.aborted) throw new Cancelled()
    const opened = await next!
    next = read(at + 1)
    // A Blob and not bytes, so that the browser may keep what is finished out of memory.
    pieces.push(weights.slice(end, stored.offset), changedParameter(stored, opened))
    end = stored.offset + stored.bytes
  }
  return end === 0 ? weights : new Blob([...pieces, weights.slice(end)])
}

/** A parameter and its changes, read. */
interface OpenParameter {
  readonly bytes: ArrayBuffer
  readonly changes: readonly (Step & { readonly parts: Parts })[]
}

async function openParameter(
  weights: Blob,
  { offset, bytes: length }: StoredParameter,
  steps: readonly Step[],
): Promise<OpenParameter> {
  const [bytes, ...parts] = await Promise.all([
    weights.slice(offset, offset + length).arrayBuffer(),
    ...steps.map(({ lora, patch }) => readParts(lora, patch)),
  ])
  return { bytes, changes: steps.map((step, at) => ({ ...step, parts: parts[at]! })) }
}

function changedParameter({ format, shape }: StoredParameter, { bytes, changes }: OpenParameter): Blob {
  const values = readNumbers(bytes, format)
  for (const { lora, patch, parts } of changes) {
    const scale = lora.weight * ownScale(lora, patch, parts)
    addScaled(values, patch.kind.delta(parts, { shape, values }), scale)
  }
  return new Blob([writeNumbers(values, format)])
}

async function readParts({ tensors }: OpenLora, patch: LoraPatch): Promise<Parts> {
  const read = async ([part, name]: [LoraPart, string]): Promise<[LoraPart, Tensor]> => {
    return [part, { shape: tensors.tensors.get(name)!.shape, values: await tensors.read(name) }]
  }
  // The keys of a patch's tensors are parts.
  return Object.fromEntries(
    await Promise.all(Object.entries(patch.tensors).map((one) => read(one as [LoraPart, string]))),
  )
}

/** alpha ÷ rank; 1 where the file says nothing of alpha. */
function ownScale({ tensors }: OpenLora, { kind, key }: LoraPatch, parts: Parts): number {
  const shapes = Object.fromEntries(Object.entries(parts).map(([part, tensor]) => [part, tensor.shape]))
  const rank = kind.rank(shapes)
  if (rank === null) return 1
  const alpha = parts.alpha?.values[0] ?? peftAlpha(tensors)(key, rank)
  return alpha === null ? 1 : alpha / rank
}
