import type { PixelImage, PixelSize } from '../../contract/image.ts'

/** Reach of the filter to each side, in pixels of the coarser of the two pictures. */
const REACH = 3
/** Weights are whole numbers of this part: Pillow keeps 22 bits after the point. */
const ONE = 2 ** 22

/**
 * Resizes an opaque picture with the Lanczos filter, to the bytes that Pillow gives. A canvas gives other ones.
 *
 * @param image opaque; its alpha is not looked at. Not modified
 * @param size  whole numbers ≥ 1
 * @returns an opaque picture; `image` itself where the size is its own
 * @throws RangeError if a side is not a positive whole number
 * @see Pillow, src/libImaging/Resample.c, 8 bits per channel
 */
export function resampleLanczos(image: PixelImage, size: PixelSize): PixelImage {
  for (const side of [size.width, size.height]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError(`a side of ${side} pixels`)
  }
  // In this order: the bytes between the two passes are rounded, so that the order shows.
  const wide = image.width === size.width ? image : resampleRows(image, size.width)
  return wide.height === size.height ? wide : resampleColumns(wide, size.height)
}

function resampleRows({ width, height, data }: PixelImage, to: number): PixelImage {
  const { first, begin, weights } = weightsFor(width, to)
  const result = new Uint8ClampedArray(to * height * 4)
  for (let y = 0, out = 0; y < height; y++) {
    for (let x = 0; x < to; x++, out += 4) {
      let red = ONE / 2
      let green = ONE / 2
      let blue = ONE / 2
      let at = (y * width + first[x]!) * 4
      for (let k = begin[x]!; k < begin[x + 1]!; k++, at += 4) {
        const weight = weights[k]!
        red += weight * data[at]!
        green += weight * data[at + 1]!
        blue += weight * data[at + 2]!
      }
      // The array clamps, but would round where Pillow cuts off; half of one is in the sum already.
      result[out] = Math.floor(red / ONE)
      result[out + 1] = Math.floor(green / ONE)
      result[out + 2] = Math.floor(blue / ONE)
      result[out + 3] = 255
    }
  }
  return { width: to, height, data: result }
}

function resampleColumns({ width, height, data }: PixelImage, to: number): PixelImage {
  const { first, begin, weights } = weightsFor(height, to)
  const stride = width * 4
  const result = new Uint8ClampedArray(stride * to)
  // Whole rows at a time, because walking down a column misses the cache at every step.
  const sums = new Float64Array(stride)
  for (let y = 0; y < to; y++) {
    sums.fill(ONE / 2)
    let at = first[y]! * stride
    for (let k = begin[y]!; k < begin[y + 1]!; k++, at += stride) {
      const weight = weights[k]!
      for (let i = 0; i < stride; i++) sums[i] = sums[i]! + weight * data[at + i]!
    }
    const out = y * stride
    for (let i = 0; i < stride; i += 4) {
      result[out + i] = Math.floor(sums[i]! / ONE)
      result[out + i + 1] = Math.floor(sums[i + 1]! / ONE)
      result[out + i + 2] = Math.floor(sums[i + 2]! / ONE)
      result[out + i + 3] = 255
    }
  }
  return { width, height: to, data: result }
}

/** What each output along one axis is made of: inputs from `first[i]` on, with the weights `begin[i]` … `begin[i + 1]`. */
interface AxisWeights {
  readonly first: Int32Array
  readonly begin: Int32Array
  /** Whole numbers, parts of ONE. As doubles, whose sums are exact and cannot overflow. */
  readonly weights: Float64Array
}

function weightsFor(from: number, to: number): AxisWeights {
  const scale = from / to
  const spread = Math.max(scale, 1)
  const support = REACH * spread
  const first = new Int32Array(to)
  const begin = new Int32Array(to + 1)
  const weights: number[] = []
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale
    const low = Math.max(Math.trunc(centre - support + 0.5), 0)
    const high = Math.min(Math.trunc(centre + support + 0.5), from)
    const shares: number[] = []
    let total = 0
    for (let k = low; k < high; k++) {
      // Times the inverse, not divided: the last bit of it is Pillow's.
      const share = lanczos((k - centre + 0.5) * (1 / spread))
      shares.push(share)
      total += share
    }
    for (const share of shares) weights.push(roundAwayFromZero((share / total) * ONE))
    first[i] = low
    begin[i + 1] = weights.length
  }
  return { first, begin, weights: Float64Array.from(weights) }
}

function lanczos(x: number): number {
  return x >= -REACH && x < REACH ? sinc(x) * sinc(x / REACH) : 0
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function roundAwayFromZero(x: number): number {
  return Math.trunc(x < 0 ? x - 0.5 : x + 0.5)
}
