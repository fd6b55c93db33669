/** Halves, as their bits, to singles; exact. NaN stays NaN. */
export function fromFloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(halves.length)
  for (let i = 0; i < halves.length; i++) values[i] = SINGLES[halves[i]!]!
  return values
}

/** Below this (2^-14) halves have fixed steps of 2^-24. Bits of a single. */
const SMALLEST_NORMAL = 0x3880_0000
/** From here (65520, half a step above the largest half) on the nearest half is infinity. Bits of a single. */
const OVERFLOW = 0x477f_f000
const INFINITE = 0x7f80_0000
/** All halves as singles, by their bits: looking one up takes a quarter of the time of working it out. */
const SINGLES = allSingles()

function allSingles(): Float32Array {
  const values = new Float32Array(0x1_0000)
  const bits = new Uint32Array(values.buffer)
  for (let half = 0; half < bits.length; half++) {
    // Exponent and fraction where a single has them; the exponent's bias is 112 less, also where it is 0.
    bits[half] = ((half & 0x8000) << 16) | ((half & 0x7fff) << 13)
    if ((half & 0x7c00) === 0x7c00) bits[half]! |= INFINITE
    else values[half]! *= 2 ** 112
  }
  return values
}

/** Singles to halves, as their bits: to the nearest, ties to even. NaN stays NaN. */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const halves = new Uint16Array(values.length)
  for (let i = 0; i < halves.length; i++) {
    const sign = (bits[i]! >>> 16) & 0x8000
    const size = bits[i]! & 0x7fff_ffff
    // Nearly all weights take the short way. What is cut off is rounded by adding just under half a step, or half a
    // step if the last bit kept is odd.
    halves[i] =
      size >= SMALLEST_NORMAL && size < OVERFLOW
        ? sign | (((size + 0xfff + ((size >>> 13) & 1)) >>> 13) - (112 << 10))
        : sign | halfOfExtreme(size, values[i]!)
  }
  return halves
}

/** @param size the bits of |value|, which is no number, too large, or below the normal halves */
function halfOfExtreme(size: number, value: number): number {
  if (size > INFINITE) return 0x7e00
  if (size >= OVERFLOW) return 0x7c00
  return roundToEven(Math.abs(value) * 2 ** 24)
}

function roundToEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below
}
