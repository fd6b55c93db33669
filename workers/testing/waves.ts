/** Numbers that any language can make again. */
export function wave(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, i) => Math.sin(i / 7))
}

/** As many numbers as wanted, evenly spread, and the largest difference. */
export function difference(got: Float32Array, wanted: readonly number[]): number {
  const stride = Math.floor(got.length / wanted.length)
  return wanted.reduce((worst, value, i) => Math.max(worst, Math.abs(value - got[i * stride]!)), 0)
}
