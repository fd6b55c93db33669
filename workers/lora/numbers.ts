import { fromFloat16, toFloat16 } from '../math/float16.ts'

export { fromFloat16, toFloat16 } from '../math/float16.ts'

/** How numbers are stored: little-endian IEEE halves and singles, and singles cut to their upper half. */
export type NumberFormat = 'float32' | 'float16' | 'bfloat16'

/** Bytes of one number. */
export const NUMBER_BYTES = { float32: 4, float16: 2, bfloat16: 2 } as const satisfies Record<
  NumberFormat,
  number
>

/** The bits of a stored number's exponent. */
const EXPONENTS = {
  float32: 0x7f80_0000,
  float16: 0x7c00,
  bfloat16: 0x7f80,
} as const satisfies Record<NumberFormat, number>

/**
 * Reads stored numbers. All of them are exact as float32.
 *
 * @param bytes a whole number of numbers; for `float32` the result is a view of it
 */
export function readNumbers(bytes: ArrayBuffer, format: NumberFormat): Float32Array<ArrayBuffer> {
  // Every machine that runs WebAssembly is little-endian, as the files are.
  switch (format) {
    case 'float32':
      return new Float32Array(bytes)
    case 'float16':
      return fromFloat16(new Uint16Array(bytes))
    case 'bfloat16': {
      const bits = Uint32Array.from(new Uint16Array(bytes), (half) => half << 16)
      return new Float32Array(bits.buffer)
    }
    default:
      return format satisfies never
  }
}

/**
 * Whether no stored number is infinite or NaN: those have all bits of their exponent set.
 *
 * @param bytes as for {@link readNumbers}
 */
export function hasOnlyFinite(bytes: ArrayBuffer, format: NumberFormat): boolean {
  const exponent = EXPONENTS[format]
  const stored = format === 'float32' ? new Uint32Array(bytes) : new Uint16Array(bytes)
  for (let i = 0; i < stored.length; i++) if ((stored[i]! & exponent) === exponent) return false
  return true
}

/** Stores numbers, each rounded once to the nearest that the format has. */
export function writeNumbers(
  values: Float32Array<ArrayBuffer>,
  format: 'float32' | 'float16',
): Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  return format === 'float32' ? values : toFloat16(values)
}
