import type { PixelSize } from '../../contract/image.ts'

/** A picture to be put through a network piece by piece. A cell is a pixel, or an element of a latent. */
export interface TileJob {
  /** channels × height × width, row by row. Not modified. */
  readonly input: Float32Array
  readonly channels: number
  readonly height: number
  readonly width: number
  /** Channels of the result. */
  readonly outputChannels: number
  /** Size of the result ÷ size of the input, e.g. 4, 8 or 1/8. */
  readonly scale: number
  /** The largest piece, in cells of the input. */
  readonly tile: PixelSize
  /** What neighbouring pieces have in common, in cells of the input; less than a tile's sides. */
  readonly overlap: number
  /**
   * One tile: gets channels × height × width, which it owns; gives outputChannels × height·scale × width·scale, read
   * before the next call. Awaited one after another, row by row.
   */
  readonly run: (tile: Float32Array<ArrayBuffer>, size: PixelSize) => Promise<Float32Array>
}

type Grid = Pick<TileJob, 'height' | 'width' | 'tile' | 'overlap'>

/** A tile's extent along one axis. */
interface Span {
  /** In cells of the input. */
  readonly from: number
  readonly length: number
  /** In cells of the result. */
  readonly to: number
  /** For each cell of the result, this tile's part in the mean of the tiles up to it: (0, 1], 1 where it is the first. */
  readonly shares: Float64Array
}

/**
 * Puts a picture through a network in overlapping tiles, and blends them where they overlap. A picture that fits
 * one tile goes through whole.
 *
 * @returns outputChannels × height·scale × width·scale, row by row, owned by the caller: in each cell the mean of
 *          its tiles, which count less towards their edges. Where they agree it is exactly what they say
 * @throws RangeError before the first run if the overlap is not smaller than the tile, or a tile does not begin and
 *         end on whole cells of the result; later if `run` gives a wrong number of elements
 * @throws whatever `run` throws
 * @see Fooocus tiled_scale
 */
export async function scaleInTiles(job: TileJob): Promise<Float32Array<ArrayBuffer>> {
  const { rows: tops, columns: lefts } = startsOf(job)
  const rows = spansOf(job, 'height', tops)
  const columns = spansOf(job, 'width', lefts)
  const height = job.height * job.scale
  const width = job.width * job.scale
  const result = new Float32Array(job.outputChannels * height * width)
  for (const row of rows) {
    // A tile's weights are a product of one for the row and one for the column. So the tiles side by side can be
    // blended first, and the strips they make after that.
    const lines = row.shares.length
    const strip = new Float32Array(job.outputChannels * lines * width)
    for (const column of columns) {
      const output = await job.run(cut(job, row, column), { width: column.length, height: row.length })
      const cells = column.shares.length
      const expected = job.outputChannels * lines * cells
      if (output.length !== expected)
        throw new RangeError(`a tile came back with ${output.length} elements, not ${expected}`)
      addTile(strip, width, output, column)
    }
    addStrip(result, { width, height }, strip, row)
  }
  return result
}

/** Blends a tile into the strip that it is part of. */
function addTile(strip: Float32Array, width: number, tile: Float32Array, { to, shares }: Span): void {
  const cells = shares.length
  for (let line = 0; line * cells < tile.length; line++) {
    for (let x = 0; x < cells; x++) {
      const at = line * width + to + x
      strip[at] = towards(strip[at]!, tile[line * cells + x]!, shares[x]!)
    }
  }
}

/** Blends a strip as wide as the result into it. */
function addStrip(
  result: Float32Array,
  { width, height }: PixelSize,
  strip: Float32Array,
  { to, shares }: Span,
): void {
  for (let line = 0; line * width < strip.length; line++) {
    const y = line % shares.length
    const channel = (line - y) / shares.length
    const start = (channel * height + to + y) * width
    for (let x = 0; x < width; x++) {
      result[start + x] = towards(result[start + x]!, strip[line * width + x]!, shares[y]!)
    }
  }
}

/** Written so that two equal numbers, and a share of 1 from 0, are exact. */
function towards(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

/**
 * How often a job calls `run`.
 *
 * @throws RangeError if the overlap is not smaller than the tile
 */
export function countTiles(grid: Grid): number {
  const { rows, columns } = startsOf(grid)
  return rows.length * columns.length
}

/** Where tiles begin. As in Fooocus, the last one may lie wholly within the overlap of the one before. */
function startsOf({ height, width, tile, overlap }: Grid): { rows: number[]; columns: number[] } {
  if (height <= tile.height && width <= tile.width) return { rows: [0], columns: [0] }
  return { rows: stepsOf(height, tile.height - overlap), columns: stepsOf(width, tile.width - overlap) }
}

function stepsOf(length: number, stride: number): number[] {
  if (!(stride > 0)) throw new RangeError('the overlap must be smaller than the tile')
  return Array.from({ length: Math.ceil(length / stride) }, (_, i) => i * stride)
}

/** One axis' tiles. */
function spansOf(
  { scale, overlap, tile, ...size }: TileJob,
  side: keyof PixelSize,
  starts: number[],
): Span[] {
  const feather = Math.round(overlap * scale)
  const sums = new Float64Array(wholeCells(size[side] * scale))
  return starts.map((from) => {
    const length = Math.min(tile[side], size[side] - from)
    const to = wholeCells(from * scale)
    const shares = rampOf(wholeCells(length * scale), feather)
    for (let i = 0; i < shares.length; i++) {
      const weight = shares[i]!
      sums[to + i]! += weight
      shares[i] = weight / sums[to + i]!
    }
    return { from, length, to, shares }
  })
}

/**
 * Weights of a tile's cells, less towards both ends. At the picture's border too, as in Fooocus: it makes a difference
 * only in a last tile of more than one and less than two overlaps, into which the blend then ends in a small step.
 */
function rampOf(length: number, feather: number): Float64Array {
  const ramp = new Float64Array(length).fill(1)
  for (let i = 0; i < Math.min(feather, length); i++) {
    ramp[i]! *= (i + 1) / feather
    ramp[length - 1 - i]! *= (i + 1) / feather
  }
  return ramp
}

function wholeCells(cells: number): number {
  if (!Number.isInteger(cells))
    throw new RangeError(`a tile would begin or end at ${cells} cells of the result`)
  return cells
}

/** A tile of the input, in a buffer of its own. */
function cut(
  { input, channels, height, width }: TileJob,
  row: Span,
  column: Span,
): Float32Array<ArrayBuffer> {
  const tile = new Float32Array(channels * row.length * column.length)
  for (let line = 0; line < channels * row.length; line++) {
    const channel = Math.floor(line / row.length)
    const y = row.from + (line % row.length)
    const start = (channel * height + y) * width + column.from
    tile.set(input.subarray(start, start + column.length), line * column.length)
  }
  return tile
}
