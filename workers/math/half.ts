const F32_INFINITY = 0x7f800000
/** 2⁻¹⁴ and 65520 as float32 bits: the smallest normal half, and the first number that rounds to infinity. */
const SMALLEST_NORMAL = 0x38800000
const FIRST_INFINITE = 0x477ff000

/**
 * Float16 bit patterns to numbers. Exact: every half is a float32.
 *
 * @param bits IEEE 754 binary16 patterns; not modified
 * @returns as many float32 numbers, owned by the caller; NaN stays NaN, the sign of zero is kept
 */
export function fromHalf(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(bits.length)
  const words = new Uint32Array(values.buffer)
  for (let i = 0; i < bits.length; i++) {
    const half = bits[i]!
    const sign = (half & 0x8000) << 16
    const exponent = (half >>> 10) & 0x1f
    const fraction = half & 0x3ff
    if (exponent === 0) values[i] = (sign === 0 ? fraction : -fraction) * 2 ** -24
    else if (exponent === 0x1f) words[i] = sign | F32_INFINITY | (fraction << 13)
    else words[i] = sign | ((exponent + 112) << 23) | (fraction << 13)
  }
  return values
}

/**
 * Numbers to float16 bit patterns, rounded to nearest with ties to even.
 *
 * @param values any float32 numbers; not modified. From 65520 on they become infinity
 * @returns as many IEEE 754 binary16 patterns, owned by the caller
 */
export function toHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length)
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length)
  for (let i = 0; i < words.length; i++) {
    const sign = (words[i]! >>> 16) & 0x8000
    halves[i] = sign | toHalfMagnitude(words[i]! & 0x7fffffff)
  }
  return halves
}

/** The 15 bits below the sign, from the 31 bits below the sign of a float32. */
function toHalfMagnitude(word: number): number {
  if (word > F32_INFINITY) return 0x7e00
  if (word >= FIRST_INFINITE) return 0x7c00
  if (word >= SMALLEST_NORMAL) return roundShift(word - (112 << 23), 13)
  // Subnormal: the fraction with its hidden bit, moved down until one unit is 2⁻²⁴.
  const shift = 126 - (word >>> 23)
  return shift > 24 ? 0 : roundShift((word & 0x7fffff) | 0x800000, shift)
}

/** word / 2^shift rounded to nearest, ties to even; shift is 1 to 24. A carry into the exponent is what we want. */
function roundShift(word: number, shift: number): number {
  const result = word >>> shift
  const rest = word & ((1 << shift) - 1)
  const middle = 1 << (shift - 1)
  return rest > middle || (rest === middle && (result & 1) === 1) ? result + 1 : result
}
