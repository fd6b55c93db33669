import { Cancelled } from '../../contract/errors.ts'
import type { Parts } from './lora-delta.ts'
import type { LoraPart } from './lora-parts.ts'
import { matchLora, type LoraMatch, type LoraPatch, type MergeTarget } from './match-lora.ts'
import { transpose, type Tensor } from './matrix.ts'
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

/** Parameters that lie near each other are read and written in one go, as long as that is no more than this. */
const STRETCH_BYTES = 8 * 1024 * 1024

/**
 * Changes weights as planned: each changed parameter is read as float32, changed by one LoRA after the other, and
 * rounded to its stored type once. All other bytes stay as they are.
 *
 * @param weights the pristine file; only stretches with parameters that change are read, two at a time, each of 8 MiB or
 *   of one parameter
 * @throws Cancelled when the signal aborts
 * @returns the changed file: unchanged stretches are still those of `weights`, which must stay readable
 */
export async function mergeWeights(
  weights: Blob,
  index: TensorIndex,
  { steps }: Merge,
  signal: AbortSignal,
): Promise<Blob> {
  const todo = stretchesOf(inOrder(index).filter(([name]) => steps.has(name)))
  /** Begins to read a stretch and its changes, which takes as long as changing the one before. */
  const read = (at: number): Promise<OpenStretch> | null => {
    const stretch = todo[at]
    if (!stretch) return null
    const opened = openStretch(weights, stretch, steps)
    // It is awaited in its turn, if that comes.
    opened.catch(() => undefined)
    return opened
  }
  const pieces: Blob[] = []
  let end = 0
  let next = read(0)
  for (const [at, stretch] of todo.entries()) {
    if (signal.aborted) throw new Cancelled()
    const opened = await next!
    next = read(at + 1)
    change(stretch, opened)
    // A Blob and not bytes, so that the browser may keep what is finished out of memory.
    pieces.push(weights.slice(end, stretch.start), new Blob([opened.bytes]))
    end = stretch.end
  }
  return end === 0 ? weights : new Blob([...pieces, weights.slice(end)])
}

/** Neighbouring parameters, and the bytes from the first to the last. */
interface Stretch {
  readonly start: number
  readonly end: number
  readonly parameters: readonly (readonly [string, StoredParameter])[]
}

function stretchesOf(parameters: readonly (readonly [string, StoredParameter])[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const parameter of parameters) {
    const [, { offset, bytes }] = parameter
    const end = offset + bytes
    const before = stretches.at(-1)
    if (before && end - before.start <= STRETCH_BYTES) {
      stretches[stretches.length - 1] = { ...before, end, parameters: [...before.parameters, parameter] }
    } else stretches.push({ start: offset, end, parameters: [parameter] })
  }
  return stretches
}

/** A stretch and the changes of each of its parameters, read. */
interface OpenStretch {
  readonly bytes: ArrayBuffer
  readonly changes: readonly (readonly (Step & { readonly parts: Parts })[])[]
}

async function openStretch(
  weights: Blob,
  { start, end, parameters }: Stretch,
  steps: Merge['steps'],
): Promise<OpenStretch> {
  const withParts = async (step: Step) => ({ ...step, parts: await readParts(step.lora, step.patch) })
  const [bytes, changes] = await Promise.all([
    weights.slice(start, end).arrayBuffer(),
    Promise.all(parameters.map(([name]) => Promise.all(steps.get(name)!.map(withParts)))),
  ])
  return { bytes, changes }
}

/** Changes the stretch's bytes in place. */
function change({ start, parameters }: Stretch, { bytes, changes }: OpenStretch): void {
  const whole = new Uint8Array(bytes)
  for (const [at, [, parameter]] of parameters.entries()) {
    const { bytes: length, format, shape } = parameter
    const from = parameter.offset - start
    const stored = readNumbers(bytes.slice(from, from + length), format)
    const values = parameter.isTurned ? turned(stored, [...shape].reverse()) : stored
    for (const { lora, patch, parts } of changes[at]!) {
      patch.kind.addTo({ shape, values }, parts, lora.weight * ownScale(lora, patch, parts))
    }
    const changed = parameter.isTurned ? turned(values, shape) : values
    whole.set(new Uint8Array(writeNumbers(changed, format).buffer), from)
  }
}

function turned(values: Float32Array<ArrayBuffer>, shape: readonly number[]): Float32Array<ArrayBuffer> {
  return transpose({ shape, values }).values
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
