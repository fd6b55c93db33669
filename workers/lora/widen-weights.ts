import { Cancelled } from '../../contract/errors.ts'
import { toFloat16 } from './numbers.ts'
import { inOrder, type StoredParameter, type TensorIndex } from './tensor-index.ts'

/**
 * Unpacks a weights file whose matrices are stored as 8-bit steps with a scale for each row, into the halves and
 * singles that the graph reads. Step × scale is one float32 product, rounded once: what the exporter did too.
 *
 * @param file the file as it is shipped
 * @throws Cancelled when the signal aborts
 * @returns the file as the graph reads it; `file` itself when nothing in it is packed
 */
export async function widenWeights(file: Blob, index: TensorIndex, signal: AbortSignal): Promise<Blob> {
  const parameters = inOrder(index).map(([, parameter]) => parameter)
  const last = parameters.at(-1)
  if (!last || parameters.every((parameter) => !parameter.packed)) return file
  const wide = new Uint8Array(last.offset + last.bytes)
  for (const parameter of parameters) {
    if (signal.aborted) throw new Cancelled()
    wide.set(await unpack(file, parameter), parameter.offset)
  }
  return new Blob([wide])
}

async function unpack(file: Blob, { offset, bytes, shape, packed }: StoredParameter): Promise<Uint8Array> {
  const read = (from: number, length: number) => file.slice(from, from + length).arrayBuffer()
  if (!packed) return new Uint8Array(await read(offset, bytes))
  if (packed.scales === null) return new Uint8Array(await read(packed.offset, bytes))
  const rows = shape[0]!
  const width = bytes / 2 / rows
  const steps = new Int8Array(await read(packed.offset, rows * width))
  const scales = new Float32Array(await read(packed.scales, rows * 4))
  const values = new Float32Array(rows * width)
  // Storing into a Float32Array is what rounds the product to a single.
  for (let at = 0; at < values.length; at++) values[at] = steps[at]! * scales[Math.floor(at / width)]!
  return new Uint8Array(toFloat16(values).buffer)
}
