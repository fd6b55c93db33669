import { toFloat16 } from '../numbers.ts'

/** A tensor to be written. Its type is F32 if left out. */
export interface TensorToWrite {
  readonly shape: readonly number[]
  readonly values: readonly number[]
  readonly type?: 'F32' | 'F16' | 'BF16'
}

/** A safetensors file of any header and data, right or wrong. */
export function safetensorsOf(header: string, data: Uint8Array<ArrayBuffer>): Blob {
  const text = new TextEncoder().encode(header)
  const length = new DataView(new ArrayBuffer(8))
  length.setBigUint64(0, BigInt(text.length), true)
  return new Blob([length.buffer, text, data])
}

/** Writes a safetensors file. */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorToWrite>>,
  metadata?: Readonly<Record<string, string>>,
): Blob {
  const header: Record<string, unknown> = metadata ? { __metadata__: metadata } : {}
  const chunks: number[] = []
  for (const [name, { shape, values, type = 'F32' }] of Object.entries(tensors)) {
    const begin = chunks.length
    chunks.push(...bytesOf(Float32Array.from(values), type))
    header[name] = { dtype: type, shape, data_offsets: [begin, chunks.length] }
  }
  return safetensorsOf(JSON.stringify(header), Uint8Array.from(chunks))
}

function bytesOf(values: Float32Array<ArrayBuffer>, type: 'F32' | 'F16' | 'BF16'): Uint8Array {
  if (type === 'F32') return new Uint8Array(values.buffer)
  if (type === 'F16') return new Uint8Array(toFloat16(values).buffer)
  const halves = Uint16Array.from(new Uint32Array(values.buffer), (bits) => bits >>> 16)
  return new Uint8Array(halves.buffer)
}
