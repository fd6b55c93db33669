import { AppError } from '../../contract/errors.ts'
import { z } from '../../contract/zod.ts'
import { NUMBER_BYTES } from './numbers.ts'

/** Where one parameter of a network lies in its weights file, as the graph reads that file. */
export interface StoredParameter {
  /** Bytes from the start of the file. */
  readonly offset: number
  readonly bytes: number
  readonly format: 'float32' | 'float16'
  /** As torch has it: `[out, in]` for a linear layer, `[out, in, height, width]` for a convolution. */
  readonly shape: readonly number[]
  /** Whether the file has a matrix the other way round, `[in, out]`. Left out: no. */
  readonly isTurned?: boolean
  /** Where it lies in the file that is shipped, if that is a smaller one; see `widenWeights`. */
  readonly packed?: PackedParameter
}

/** Offsets in a packed file. */
export interface PackedParameter {
  /** Of 8-bit steps where there are scales, else of the very bytes that the graph reads. */
  readonly offset: number
  /** Of a float32 for each row of the first dimension. */
  readonly scales: number | null
}

/** The parameters of a network by torch's names for them. */
export type TensorIndex = ReadonlyMap<string, StoredParameter>

const Offset = z.int().nonnegative()

/** A `tensors.json` file. */
const TensorIndexFile = z.strictObject({
  format: z.literal('fooocus-tab-tensors/1'),
  /** Of the file as the graph reads it; only where the shipped one is packed. */
  bytes: z.int().positive().optional(),
  tensors: z.record(
    z.string().min(1),
    z.strictObject({
      offset: Offset,
      dtype: z.enum(['float16', 'float32']),
      shape: z.array(z.int().positive()),
      stored: z
        .discriminatedUnion('dtype', [
          z.strictObject({ dtype: z.literal('int8'), offset: Offset, scales: Offset }),
          z.strictObject({ dtype: z.enum(['float16', 'float32']), offset: Offset }),
        ])
        .optional(),
    }),
  ),
})

/**
 * Reads a `tensors.json` file.
 *
 * @param fileBytes size of the weights file that is shipped
 * @throws AppError `model_corrupt` when it is not of this format, or parameters overlap or lie outside the weights
 */
export function parseTensorIndex(text: string, fileBytes: number): TensorIndex {
  const file = TensorIndexFile.safeParse(parseJson(text))
  if (!file.success) throw corrupt(z.prettifyError(file.error))
  const { bytes: wideBytes, tensors } = file.data
  const index = new Map<string, StoredParameter>()
  for (const [name, { offset, dtype, shape, stored }] of Object.entries(tensors)) {
    const bytes = shape.reduce((product, size) => product * size, NUMBER_BYTES[dtype])
    const parameter = { offset, bytes, format: dtype, shape }
    if (wideBytes === undefined) {
      index.set(name, parameter)
      continue
    }
    if (!stored) throw corrupt(`${name} is not in the packed file`)
    const scales = stored.dtype === 'int8' ? stored.scales : null
    if (scales !== null && dtype !== 'float16') throw corrupt(`${name} is packed but no float16`)
    if (scales === null && stored.dtype !== dtype) throw corrupt(`${name} is stored as another type`)
    const packed = { offset: stored.offset, scales }
    const end = Math.max(
      packed.offset + (scales === null ? bytes : bytes / 2),
      (scales ?? 0) + 4 * (shape[0] ?? 0),
    )
    if (end > fileBytes) throw corrupt(`${name} ends at byte ${end} of ${fileBytes}`)
    index.set(name, { ...parameter, packed })
  }
  checkOrder(index, wideBytes ?? fileBytes)
  return index
}

/** @throws AppError `model_corrupt` when parameters overlap or lie outside the weights */
export function checkOrder(index: TensorIndex, fileBytes: number): void {
  let end = 0
  for (const [name, { offset, bytes }] of inOrder(index)) {
    if (offset < end) throw corrupt(`${name} overlaps another tensor`)
    end = offset + bytes
    if (end > fileBytes) throw corrupt(`${name} ends at byte ${end} of ${fileBytes}`)
  }
}

/** Parameters by their place in the weights. */
export function inOrder(index: TensorIndex): (readonly [string, StoredParameter])[] {
  return [...index].sort(([, a], [, b]) => a.offset - b.offset)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function corrupt(why: string): AppError {
  return new AppError('model_corrupt', `the list of tensors is wrong: ${why}`)
}
