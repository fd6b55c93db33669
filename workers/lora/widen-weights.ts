import { Cancelled } from '../../contract/errors.ts'
import { toFloat16 } from './numbers.ts'
import { inOrder, type StoredParameter, type TensorIndex } from './tensor-index.ts'

/**
 * Unpacks a weights file whose matrices are stored as 8-bit steps with a scale for each row, into the halves and
 * singles that the graph reads. Step × scale is one float32 product, rounded once: what the exporter did too. A packed
 * file is held in memory whole, once as shipped and once as unpacked.
 *
 * @param file the file as it is shipped
 * @throws Cancelled when the signal aborts
 * @returns the file as the graph reads it; `file` itself when nothing in it is packed
 */
export async function widenWeights(file: Blob, index: TensorIndex, signal: AbortSignal): Promise<Blob> {
  const parameters = inOrder(index).map(([, parameter]) => parameter)
  const last = parameters.at(-1)
  if (!last || parameters.every((parameter) => !parameter.packed)) return file
  // Read at once: a network has hundreds of parameters, and each read of a stored file waits for another process.
  const packed = await file.arrayBuffer()
  const wide = new Uint8Array(last.offset + last.bytes)
  for (const parameter of parameters) {
    if (signal.aborted) throw new Cancelled()
    wide.set(unpack(packed, parameter), parameter.offset)
  }
  return new Blob([wide])
}

function unpack(file: ArrayBuffer, { offset, bytes, shape, packed }: StoredParameter): Uint8Array {
  if (!packed) return new Uint8Array(file, offset, bytes)
  if (packed.scales === null) return new Uint8Array(file, packed.offset, bytes)
  const rows = shape[0]!
  const width = bytes / 2 / rows
  const steps = new Int8Array(file, packed.offset, rows * width)
  // Scales may stand at an odd place, where no view of singles can begin.
  const scales = new Float32Array(file.slice(packed.scales, packed.scales + rows * 4))
  const values = new Float32Array(rows * width)
  for (let row = 0, at = 0; row < rows; row++) {
    const scale = scales[row]!
    // Storing into a Float32Array is what rounds the product to a single.
    for (const end = at + width; at < end; at++) values[at] = steps[at]! * scale
  }
  return new Uint8Array(toFloat16(values).buffer)
}
