import type { Latent } from '../math/vector.ts'
import type { LatentShape } from './types.ts'

const RADIUS = 6
const TAPS = 2 * RADIUS + 1
const SPACE_SIGMA = 3
const COLOUR_SIGMA = 3

/**
 * Joint bilateral blur: smooths `values` where `guide` is smooth and keeps them apart where `guide` has an edge.
 *
 * The guide is first brought to mean 0 and deviation 1. A neighbour's weight is a Gaussian of its distance
 * (σ = 3 cells, 13 × 13 window, mirrored at the borders) times a Gaussian of the L1 distance of the guide's
 * channels (σ = 3), and the same for all channels of `values`.
 *
 * @param values `[channels, height, width]`, not modified
 * @param guide  same shape, not modified
 * @returns a new array of the same shape
 * @throws RangeError if a side is shorter than 7 cells: there is not enough to mirror
 * @see Petschnigg et al. 2004, "Digital Photography with Flash and No-Flash Image Pairs", section 4.1
 */
export function jointBilateral(values: Latent, guide: Latent, shape: LatentShape): Latent {
  const { channels, height, width } = shape
  if (height <= RADIUS || width <= RADIUS) {
    throw new RangeError(`a latent of ${height} × ${width} cells is smaller than the filter`)
  }
  const { mean, deviation } = statistics(guide)
  const paddedValues = padMirrored(values, shape, (value) => value)
  const paddedGuide = padMirrored(guide, shape, (value) => (value - mean) / (deviation + 1e-5))
  const paddedWidth = width + 2 * RADIUS
  const kernel = spatialKernel()
  const sums = new Float64Array(channels)
  const result = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const centre = ((y + RADIUS) * paddedWidth + x + RADIUS) * channels
      let total = 0
      sums.fill(0)
      for (let dy = 0; dy < TAPS; dy++) {
        let q = ((y + dy) * paddedWidth + x) * channels
        for (let dx = 0; dx < TAPS; dx++, q += channels) {
          let distance = 0
          for (let c = 0; c < channels; c++)
            distance += Math.abs(paddedGuide[q + c]! - paddedGuide[centre + c]!)
          const weight = kernel[dy * TAPS + dx]! * Math.exp((-0.5 / COLOUR_SIGMA ** 2) * distance * distance)
          total += weight
          for (let c = 0; c < channels; c++) sums[c]! += weight * paddedValues[q + c]!
        }
      }
      for (let c = 0; c < channels; c++) result[(c * height + y) * width + x] = sums[c]! / total
    }
  }
  return result
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

/** A copy with RADIUS more cells on each side, channels next to each other so that a window reads one stretch. */
function padMirrored(
  values: Float32Array,
  { channels, height, width }: LatentShape,
  convert: (value: number) => number,
): Float32Array {
  const rows = mirroredIndices(height)
  const columns = mirroredIndices(width)
  const padded = new Float32Array(rows.length * columns.length * channels)
  let to = 0
  for (const row of rows) {
    for (const column of columns) {
      for (let c = 0; c < channels; c++) padded[to++] = convert(values[(c * height + row) * width + column]!)
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
