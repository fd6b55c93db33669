import { describe, expect, test } from 'vitest'
import { countTiles, scaleInTiles, type TileJob } from './scale-in-tiles.ts'

type Run = TileJob['run']

const identity: Run = async (tile) => tile

/** Repeats each cell `times` times on both axes. Channels lie below one another, and so need no care. */
function enlarge(planes: Float32Array, width: number, times: number): Float32Array {
  const lines = (planes.length / width) * times
  return Float32Array.from({ length: lines * width * times }, (_, i) => {
    const line = Math.floor(i / (width * times))
    return planes[Math.floor(line / times) * width + Math.floor((i % (width * times)) / times)]!
  })
}

/** The mean of each block of `by` × `by` cells. */
function shrink(planes: Float32Array, width: number, by: number): Float32Array {
  const small = new Float32Array(planes.length / by ** 2)
  planes.forEach((value, i) => {
    const at = Math.floor(Math.floor(i / width) / by) * (width / by) + Math.floor((i % width) / by)
    small[at]! += value / by ** 2
  })
  return small
}

function noisy(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898) * 3.7)
}

function job(width: number, height: number, change: Partial<TileJob> = {}): TileJob {
  const channels = change.channels ?? 2
  return {
    input: noisy(channels * height * width),
    channels,
    outputChannels: channels,
    width,
    height,
    scale: 1,
    tile: { width: 16, height: 12 },
    overlap: 4,
    run: identity,
    ...change,
  }
}

/** Several tiles; a thin last one; one within the overlap; one on one axis only; a single one. */
const SIZES = [
  [40, 30],
  [29, 25],
  [26, 20],
  [27, 10],
  [16, 12],
  [5, 3],
] as const

describe.each(SIZES)('%d × %d', (width, height) => {
  test('what changes nothing gives the input back, exactly', async () => {
    const whole = job(width, height)
    const before = whole.input.slice()
    expect(await scaleInTiles(whole)).toEqual(before)
    expect(whole.input).toEqual(before)
  })

  test('repeated cells are the same in tiles and in one go', async () => {
    const run: Run = async (tile, size) => enlarge(tile, size.width, 2)
    const whole = job(width, height, { scale: 2, run })
    expect(await scaleInTiles(whole)).toEqual(enlarge(whole.input, width, 2))
  })

  test('a constant stays constant', async () => {
    const constant = new Float32Array(2 * width * height).fill(0.1)
    expect(await scaleInTiles(job(width, height, { input: constant }))).toEqual(constant)
  })

  test('each tile is run once, no larger than asked for', async () => {
    const sizes: number[] = []
    const whole = job(width, height, {
      run: async (tile, size) => {
        expect(size.width).toBeLessThanOrEqual(16)
        expect(size.height).toBeLessThanOrEqual(12)
        expect(tile.length).toBe(2 * size.width * size.height)
        sizes.push(tile.length)
        return tile
      },
    })
    await scaleInTiles(whole)
    expect(sizes.length).toBe(countTiles(whole))
  })

  test('the blend is that of Fooocus', async () => {
    const run = () => {
      let calls = 0
      return async (tile: Float32Array, size: { width: number }) => {
        calls += 1
        return enlarge(tile, size.width, 2).map((value) => value * calls)
      }
    }
    const whole = job(width, height, { scale: 2 })
    const result = await scaleInTiles({ ...whole, run: run() })
    const expected = await asInFooocus({ ...whole, run: run() })
    result.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4))
  })
})

/** The largest difference between neighbouring cells where every tile says 0 or 1, as on a chessboard. */
async function largestJump(width: number, height: number): Promise<number> {
  const across = Math.ceil(width / 12)
  let calls = 0
  const run: Run = async (_, size) => {
    const colour = ((calls % across) + Math.floor(calls / across)) % 2
    calls += 1
    return new Float32Array(9 * size.width * size.height).fill(colour)
  }
  const result = await scaleInTiles(job(width, height, { channels: 1, scale: 3, run }))
  let largest = 0
  result.forEach((value, i) => {
    if (i % (width * 3) > 0) largest = Math.max(largest, Math.abs(value - result[i - 1]!))
    if (i >= width * 3) largest = Math.max(largest, Math.abs(value - result[i - width * 3]!))
  })
  return largest
}

describe('tiles that differ pass into one another evenly', () => {
  const feather = 4 * 3

  // Last tiles of full size, of twice the overlap, of the overlap, and thinner.
  test.each([
    [40, 36],
    [44, 32],
    [40, 28],
    [39, 27],
    [27, 10],
  ])('%d × %d', async (width, height) => {
    const jump = await largestJump(width, height)
    expect(jump).toBeGreaterThan(0)
    expect(jump).toBeLessThanOrEqual(1 / feather)
  })

  // Fooocus' weights fall towards the picture's border too, and hold such a tile back to where it is alone.
  test('less so into a last tile that is little more than the overlap', async () => {
    expect(await largestJump(29, 25)).toBeLessThan(1 / 3)
  })
})

/** Fooocus' loops as they stand there, but for a picture that fits one tile and the clamped feather. */
async function asInFooocus(whole: TileJob): Promise<Float64Array> {
  const { width, height, scale, tile, overlap, channels } = whole
  const total = new Float64Array(channels * height * width * scale ** 2)
  const weights = new Float64Array(total.length)
  const fits = width <= tile.width && height <= tile.height
  for (let y = 0; y < (fits ? 1 : height); y += tile.height - overlap) {
    for (let x = 0; x < (fits ? 1 : width); x += tile.width - overlap) {
      const size = { width: Math.min(tile.width, width - x), height: Math.min(tile.height, height - y) }
      const input = new Float32Array(channels * size.width * size.height).map((_, i) => {
        const line = Math.floor(i / size.width)
        const channel = Math.floor(line / size.height)
        return whole.input[(channel * height + y + (line % size.height)) * width + x + (i % size.width)]!
      })
      const output = await whole.run(input, size)
      const [columns, lines, feather] = [size.width * scale, size.height * scale, overlap * scale]
      const mask = new Float64Array(columns * lines).fill(1)
      for (let t = 0; t < feather; t++) {
        for (let i = 0; i < mask.length; i++) {
          const [row, column] = [Math.floor(i / columns), i % columns]
          for (const hit of [row === t, row === lines - 1 - t, column === t, column === columns - 1 - t]) {
            if (hit) mask[i]! *= (t + 1) / feather
          }
        }
      }
      output.forEach((value, i) => {
        const line = Math.floor(i / columns)
        const channel = Math.floor(line / lines)
        const at =
          (channel * height * scale + y * scale + (line % lines)) * width * scale + x * scale + (i % columns)
        const weight = mask[i % mask.length]!
        total[at]! += value * weight
        weights[at]! += weight
      })
    }
  }
  return total.map((value, i) => value / weights[i]!)
}

test('a result may be smaller and have other channels', async () => {
  const run: Run = async (tile, size) => shrink(tile, size.width, 8).subarray(0, tile.length / 128)
  const whole = job(96, 64, {
    scale: 1 / 8,
    tile: { width: 48, height: 40 },
    overlap: 16,
    outputChannels: 1,
    run,
  })
  const result = await scaleInTiles(whole)
  const expected = shrink(whole.input, 96, 8).subarray(0, 96)
  expect(result.length).toBe(96)
  result.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5))
})

test('tiles come one after another, each in a buffer of its own', async () => {
  let running = 0
  const buffers = new Set<ArrayBuffer>()
  await scaleInTiles(
    job(40, 30, {
      run: async (tile) => {
        running += 1
        expect(running).toBe(1)
        buffers.add(tile.buffer)
        await Promise.resolve()
        running -= 1
        return tile
      },
    }),
  )
  expect(buffers.size).toBe(16)
})

// Source: Fooocus' loops, `range(0, length, tile − overlap)` on each axis.
test.each([
  [512, 512, 1],
  [100, 90, 1],
  [513, 512, 4],
  [960, 480, 2],
  [961, 481, 6],
  [1024, 1024, 9],
  [2048, 1536, 20],
])('%d × %d in tiles of 512 with an overlap of 32 are %d', (width, height, count) => {
  expect(countTiles({ width, height, tile: { width: 512, height: 512 }, overlap: 32 })).toBe(count)
})

test('an overlap as large as the tile is refused', async () => {
  await expect(scaleInTiles(job(40, 30, { overlap: 12 }))).rejects.toThrow(RangeError)
  expect(() => countTiles(job(40, 30, { overlap: 16 }))).toThrow(RangeError)
})

test.each([
  ['size', { tile: { width: 20, height: 16 }, overlap: 8 }],
  ['last tile', { width: 44 }],
  ['place', { tile: { width: 16, height: 16 }, overlap: 4 }],
])('a %s that is not whole in the result is refused before the first run', async (_, change) => {
  let ran = false
  const run: Run = async (tile) => {
    ran = true
    return tile
  }
  const whole = job(40, 32, { scale: 1 / 8, tile: { width: 16, height: 16 }, overlap: 8, run, ...change })
  await expect(scaleInTiles(whole)).rejects.toThrow(RangeError)
  expect(ran).toBe(false)
})

test('a tile that comes back in another size is refused', async () => {
  await expect(scaleInTiles(job(40, 30, { scale: 2 }))).rejects.toThrow(RangeError)
})

test('what goes wrong in a tile goes wrong in all', async () => {
  const run: Run = () => Promise.reject(new Error('no memory'))
  await expect(scaleInTiles(job(40, 30, { run }))).rejects.toThrow('no memory')
})
