import type { Latent } from '../math/vector.ts'
import type { LatentShape } from './types.ts'

const RADIUS = 6
const TAPS = 2 * RADIUS + 1
const SPACE_SIGMA = 3
const COLOUR_SIGMA = 3
/** Channels that are computed side by side, in registers. */
const LANES = 4
/** Entries of the table of colour weights, and the distance of the last one, whose weight is below 1e-13. */
const ENTRIES = 8192
const FARTHEST = 24

/**
 * Smooths `values` where `guide` is smooth and keeps them apart where `guide` has an edge.
 *
 * @param values `[channels, height, width]`, not modified
 * @param guide  same shape, not modified
 * @returns a new array of the same shape
 */
export type JointBilateral = (values: Latent, guide: Latent) => Latent

/** What the filter reads for one picture: padded, channels side by side. */
interface Window {
  readonly values: Float32Array
  /** In entries of the table. */
  readonly guide: Float32Array
  readonly kernel: Float64Array
  readonly colour: Float32Array
}

/**
 * Makes a joint bilateral blur for one shape.
 *
 * The guide is first brought to mean 0 and deviation 1. A neighbour's weight is a Gaussian of its distance
 * (σ = 3 cells, 13 × 13 window, mirrored at the borders) times a Gaussian of the L1 distance of the guide's
 * channels (σ = 3), and the same for all channels of `values`. The latter is read from a table, linear in between,
 * which is off by at most 2e-7 and takes a fifth of the time.
 *
 * @throws RangeError if a side is shorter than 7 cells: there is not enough to mirror
 * @see Petschnigg et al. 2004, "Digital Photography with Flash and No-Flash Image Pairs", section 4.1
 */
export function createJointBilateral(shape: LatentShape): JointBilateral {
  const { channels, height, width } = shape
  if (height <= RADIUS || width <= RADIUS) {
    throw new RangeError(`a latent of ${height} × ${width} cells is smaller than the filter`)
  }
  const lanes = Math.ceil(channels / LANES) * LANES
  const kernel = spatialKernel()
  const colour = colourTable()
  const blur = lanes === LANES ? blurFour : blurMany
  return (values, guide) => {
    const { mean, deviation } = statistics(guide)
    const scale = ENTRIES / FARTHEST / (deviation + 1e-5)
    const window = {
      values: padMirrored(values, shape, lanes, (value) => value),
      guide: padMirrored(guide, shape, lanes, (value) => (value - mean) * scale),
      kernel,
      colour,
    }
    return blur(window, shape)
  }
}

/** Up to four channels. Written out, which is twice as fast as {@link blurMany}: it runs at every step. */
function blurFour(
  { values, guide, kernel, colour }: Window,
  { channels, height, width }: LatentShape,
): Latent {
  const row = (width + 2 * RADIUS) * LANES
  const cells = height * width
  const means = new Float32Array(cells * LANES)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const centre = (y + RADIUS) * row + (x + RADIUS) * LANES
      const g0 = guide[centre]!
      const g1 = guide[centre + 1]!
      const g2 = guide[centre + 2]!
      const g3 = guide[centre + 3]!
      let total = 0
      let sum0 = 0
      let sum1 = 0
      let sum2 = 0
      let sum3 = 0
      for (let dy = 0, tap = 0; dy < TAPS; dy++) {
        let q = (y + dy) * row + x * LANES
        for (let dx = 0; dx < TAPS; dx++, tap++, q += LANES) {
          const first = Math.abs(guide[q]! - g0) + Math.abs(guide[q + 1]! - g1)
          const distance = first + Math.abs(guide[q + 2]! - g2) + Math.abs(guide[q + 3]! - g3)
          if (distance >= ENTRIES) continue
          // Rounds down, as an integer that indexes need.
          const entry = distance | 0
          const low = colour[entry]!
          const weight = kernel[tap]! * (low + (distance - entry) * (colour[entry + 1]! - low))
          total += weight
          sum0 += weight * values[q]!
          sum1 += weight * values[q + 1]!
          sum2 += weight * values[q + 2]!
          sum3 += weight * values[q + 3]!
        }
      }
      const cell = y * width + x
      means[cell] = sum0 / total
      means[cells + cell] = sum1 / total
      means[2 * cells + cell] = sum2 / total
      means[3 * cells + cell] = sum3 / total
    }
  }
  return means.slice(0, cells * channels)
}

/** The same for any number of channels. */
function blurMany(
  { values, guide, kernel, colour }: Window,
  { channels, height, width }: LatentShape,
): Latent {
  const lanes = Math.ceil(channels / LANES) * LANES
  const row = (width + 2 * RADIUS) * lanes
  const sums = new Float64Array(channels)
  const means = new Float32Array(channels * height * width)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const centre = (y + RADIUS) * row + (x + RADIUS) * lanes
      let total = 0
      sums.fill(0)
      for (let tap = 0; tap < TAPS * TAPS; tap++) {
        const q = (y + Math.floor(tap / TAPS)) * row + (x + (tap % TAPS)) * lanes
        let distance = 0
        for (let c = 0; c < channels; c++) distance += Math.abs(guide[q + c]! - guide[centre + c]!)
        if (distance >= ENTRIES) continue
        const entry = Math.trunc(distance)
        const low = colour[entry]!
        const weight = kernel[tap]! * (low + (distance - entry) * (colour[entry + 1]! - low))
        total += weight
        for (let c = 0; c < channels; c++) sums[c]! += weight * values[q + c]!
      }
      for (let c = 0; c < channels; c++) means[(c * height + y) * width + x] = sums[c]! / total
    }
  }
  return means
}

/** Mean and unbiased standard deviation over all elements. */
function statistics(values: Float32Array): { mean: number; deviation: number } {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  const mean = sum / values.length
  let squares = 0
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) }
}

/** A copy with RADIUS more cells on each side, a cell's channels next to each other and filled up with zeros. */
function padMirrored(
  values: Float32Array,
  { channels, height, width }: LatentShape,
  lanes: number,
  convert: (value: number) => number,
): Float32Array {
  const rows = mirroredIndices(height)
  const columns = mirroredIndices(width)
  const padded = new Float32Array(rows.length * columns.length * lanes)
  let to = 0
  for (const row of rows) {
    for (const column of columns) {
      for (let c = 0; c < channels; c++)
        padded[to + c] = convert(values[(c * height + row) * width + column]!)
      to += lanes
    }
  }
  return padded
}

/** Where each padded cell comes from; the edge cell itself is not repeated. */
function mirroredIndices(length: number): number[] {
  return Array.from({ length: length + 2 * RADIUS }, (_, i) => {
    const at = Math.abs(i - RADIUS)
    return at < length ? at : 2 * (length - 1) - at
  })
}

/** The 13 × 13 spatial weights, row by row, of sum 1. */
function spatialKernel(): Float64Array {
  const axis = Array.from({ length: TAPS }, (_, i) => Math.exp(-0.5 * ((i - RADIUS) / SPACE_SIGMA) ** 2))
  const total = axis.reduce((sum, weight) => sum + weight, 0)
  return Float64Array.from(axis.flatMap((a) => axis.map((b) => (a / total) * (b / total))))
}

/** Weights of colour distances in steps of FARTHEST / ENTRIES, one entry more for what lies in between. */
function colourTable(): Float32Array {
  const step = FARTHEST / ENTRIES
  return Float32Array.from({ length: ENTRIES + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i * step) / COLOUR_SIGMA) ** 2),
  )
}
