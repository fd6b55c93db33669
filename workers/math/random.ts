import { createMersenneTwister } from './mersenne-twister.ts'

/** A stream of standard-normal numbers. Whoever holds it owns its position in the stream. */
export interface NoiseSource {
  /**
   * @param count how many, an integer ≥ 0
   * @returns a fresh array owned by the caller; the next call continues the stream
   */
  normal(count: number): Float32Array<ArrayBuffer>
}

const BLOCK = 16
const TAU = 2 * Math.PI

/**
 * Seeded normal numbers, the same on every machine to within an ulp or two: what PyTorch's CPU generator draws
 * for `manual_seed(seed)` followed by one `randn` in float32 for each call of `normal`.
 *
 * Arrays of 16 and more are made in blocks of 16; shorter ones pair by pair in float64, where an odd pair's
 * second number waits for the next short call. Both ways read the one Mersenne Twister stream.
 *
 * @param seed any integer; only its low 32 bits count
 * @see Box & Muller 1958; PyTorch's normal_fill and normal_distribution for the order of the draws
 */
export function createNoise(seed: bigint): NoiseSource {
  const nextWord = createMersenneTwister(seed)
  const nextNormal = createPairwiseNormal(nextWord)
  return {
    normal: (count) =>
      count < BLOCK ? Float32Array.from({ length: count }, nextNormal) : drawBlocks(nextWord, count),
  }
}

function drawBlocks(nextWord: () => number, count: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(count)
  fillUniform(nextWord, values)
  for (let start = 0; start + BLOCK <= count; start += BLOCK) {
    transformBlock(values.subarray(start, start + BLOCK))
  }
  if (count % BLOCK !== 0) {
    // The tail is drawn again as a whole block, over slots that may already hold finished numbers.
    const tail = values.subarray(count - BLOCK)
    fillUniform(nextWord, tail)
    transformBlock(tail)
  }
  return values
}

function fillUniform(nextWord: () => number, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) values[i] = (nextWord() & 0xffffff) * 2 ** -24
}

/** Turns 16 uniforms into 16 normals in place, rounding to float32 after every operation as the original does. */
function transformBlock(block: Float32Array): void {
  const half = BLOCK / 2
  for (let j = 0; j < half; j++) {
    const u1 = 1 - block[j]!
    const theta = Math.fround(TAU * block[j + half]!)
    const radius = Math.fround(Math.sqrt(-2 * Math.fround(Math.log(u1))))
    block[j] = radius * Math.fround(Math.cos(theta))
    block[j + half] = radius * Math.fround(Math.sin(theta))
  }
}

function createPairwiseNormal(nextWord: () => number): () => number {
  const uniform = () => {
    const high = nextWord() & 0x1fffff
    return (high * 2 ** 32 + nextWord()) * 2 ** -53
  }
  let waiting: number | undefined
  return () => {
    if (waiting !== undefined) {
      const value = waiting
      waiting = undefined
      return value
    }
    const theta = TAU * uniform()
    const radius = Math.sqrt(-2 * Math.log1p(-uniform()))
    waiting = radius * Math.sin(theta)
    return radius * Math.cos(theta)
  }
}
