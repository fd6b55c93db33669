/** Numbers of a latent, in a buffer of their own kind so that it can be transferred and handed to a runtime. */
export type Latent = Float32Array<ArrayBuffer>

/**
 * Moves from one array to another: (1 − weight)·from + weight·to, element by element.
 *
 * @param weight any number; outside 0 … 1 it extrapolates. 0 and 1 are exact for finite input
 * @returns a new array; the inputs, of equal length, are not modified
 */
export function blend(from: Latent, to: Latent, weight: number): Latent {
  const result = new Float32Array(from.length)
  for (let i = 0; i < result.length; i++) result[i] = (1 - weight) * from[i]! + weight * to[i]!
  return result
}

/**
 * base + scale·addend, element by element.
 *
 * @returns a new array; the inputs, of equal length, are not modified
 */
export function addScaled(base: Latent, addend: Latent, scale: number): Latent {
  const result = new Float32Array(base.length)
  for (let i = 0; i < result.length; i++) result[i] = base[i]! + scale * addend[i]!
  return result
}

/**
 * Finds where a computation broke.
 *
 * @returns the index of the first NaN or infinity, or -1 when all numbers are finite
 */
export function firstNonFinite(values: Float32Array): number {
  // Any NaN or infinity makes the sum of v·0 a NaN, without a call for each element.
  let probe = 0
  for (let i = 0; i < values.length; i++) probe += values[i]! * 0
  return probe === 0 ? -1 : values.findIndex((value) => !Number.isFinite(value))
}
