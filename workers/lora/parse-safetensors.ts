import { AppError, type ErrorDetail } from '../../contract/errors.ts'
import { hasOnlyFinite, NUMBER_BYTES, readNumbers, type NumberFormat } from './numbers.ts'
import { createWindowReader } from './window-reader.ts'

/** What a safetensors file says of one tensor. Offsets in bytes, from the start of the file. */
export interface TensorFacts {
  readonly format: NumberFormat
  readonly shape: readonly number[]
  readonly start: number
  readonly end: number
}

/** An opened safetensors file. Only its header is in memory. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, TensorFacts>
  /** The file's notes; empty without any. */
  readonly metadata: ReadonlyMap<string, string>
  /**
   * Reads one tensor of {@link Safetensors.tensors}.
   *
   * @throws AppError with the code of a damaged file when a number in it is infinite or none; `detail.tensor` names it
   */
  read(name: string): Promise<Float32Array<ArrayBuffer>>
}

/** The format's own limit, in bytes. */
const MAX_HEADER = 100_000_000

const FORMATS: ReadonlyMap<unknown, NumberFormat> = new Map([
  ['F32', 'float32'],
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
] as const)

/** Where a file comes from decides who can mend it: `model_corrupt` is fetched again, `invalid_file` is the user's. */
export type DamageCode = 'model_corrupt' | 'invalid_file'

/**
 * Opens a safetensors file and checks that every byte of it is accounted for.
 *
 * @param file read when needed, header now and tensors later; must stay readable
 * @param name for error messages
 * @param code of a damaged file
 * @throws AppError `model_corrupt` or `invalid_file` when the file is no whole safetensors file; `unsupported_feature`
 *   for numbers that are not F32, F16 or BF16. `detail.file` is the name, `detail.why` what is wrong
 * @see https://github.com/huggingface/safetensors#format
 */
export async function parseSafetensors(
  file: Blob,
  name: string,
  code: DamageCode = 'model_corrupt',
): Promise<Safetensors> {
  const corrupt = (why: string, detail: ErrorDetail = {}) =>
    new AppError(code, `${name}: ${why}`, { file: name, why, ...detail })
  const head = await file.slice(0, 8).arrayBuffer()
  if (head.byteLength < 8) throw corrupt('too short for a safetensors file')
  const length = Number(new DataView(head).getBigUint64(0, true))
  if (length > MAX_HEADER) throw corrupt(`a header of ${length} bytes is no safetensors header`)
  if (length > file.size - 8) throw corrupt(`the header has ${length} bytes, the file only ${file.size}`)
  const header = parseHeader(await file.slice(8, 8 + length).arrayBuffer())
  if (!header) throw corrupt('the header is no JSON object')

  const { __metadata__: notes = {}, ...entries } = header
  const tensors = new Map<string, TensorFacts>()
  for (const [key, entry] of Object.entries(entries)) {
    const facts = tensorFacts(entry, 8 + length)
    if (typeof facts === 'string') throw corrupt(`tensor ${key}: ${facts}`, { tensor: key })
    if ('dtype' in facts) {
      const message = `${name}: tensor ${key} has numbers of type ${facts.dtype}`
      throw new AppError('unsupported_feature', message, { file: name, feature: facts.dtype })
    }
    tensors.set(key, facts)
  }
  const gap = firstGap(tensors, 8 + length, file.size)
  if (gap !== null) throw corrupt(gap)
  const readBytes = createWindowReader(file)
  return {
    tensors,
    metadata: new Map(Object.entries(isObject(notes) ? notes : {}).map(([key, note]) => [key, String(note)])),
    read: async (key) => {
      const facts = tensors.get(key)
      if (!facts) throw new AppError('internal', `${name} has no tensor ${key}`)
      const bytes = await readBytes(facts.start, facts.end)
      if (!hasOnlyFinite(bytes, facts.format)) {
        throw corrupt(`tensor ${key} has numbers that are infinite or none`, { tensor: key })
      }
      return readNumbers(bytes, facts.format)
    },
  }
}

function parseHeader(bytes: ArrayBuffer): Record<string, unknown> | null {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(header) ? header : null
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @returns the facts, what is wrong with them, or the type of numbers that is not supported */
function tensorFacts(entry: unknown, dataStart: number): TensorFacts | string | { readonly dtype: string } {
  if (!isObject(entry)) return 'no description'
  const { dtype, shape, data_offsets: offsets } = entry
  if (typeof dtype !== 'string') return 'no number type'
  if (!isListOfSizes(shape)) return 'no shape'
  if (!isListOfSizes(offsets) || offsets.length !== 2) return 'no offsets'
  const format = FORMATS.get(dtype)
  if (!format) return { dtype }
  const [start, end] = offsets as [number, number]
  const bytes = shape.reduce((product, size) => product * size, NUMBER_BYTES[format])
  if (end - start !== bytes) return `${end - start} bytes where its shape needs ${bytes}`
  return { format, shape, start: dataStart + start, end: dataStart + end }
}

function isListOfSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
}

/** Tensors must follow each other without overlap or hole, from the header to the end of the file. */
function firstGap(tensors: ReadonlyMap<string, TensorFacts>, start: number, end: number): string | null {
  let at = start
  const inOrder = [...tensors].sort(([, a], [, b]) => a.start - b.start || a.end - b.end)
  for (const [key, facts] of inOrder) {
    if (facts.start < at) return `tensor ${key} overlaps the one before it`
    if (facts.start > at) return `${facts.start - at} bytes before tensor ${key} belong to none`
    at = facts.end
  }
  if (at > end) return `${at - end} bytes are missing at its end`
  if (at < end) return `${end - at} bytes at its end belong to no tensor`
  return null
}
