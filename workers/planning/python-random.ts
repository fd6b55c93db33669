import { createMersenneTwisterFromKey } from '../math/mersenne-twister.ts'

/** Draws for texts, in the order they are asked for. */
export interface TextRandom {
  /** A whole number from 0 to `count` − 1, all alike. `count` is from 1 to 2³¹ − 1. */
  below(count: number): number
}

/**
 * The draws of Python's `random.Random(seed)` and its `choice`, so that a seed gives the texts it gives in
 * Fooocus.
 *
 * @param seed not negative, of any size
 * @see CPython, Modules/_randommodule.c: the key is the seed in 32-bit words, lowest first
 */
export function createPythonRandom(seed: bigint): TextRandom {
  const words: number[] = []
  for (let rest = seed; rest > 0n || words.length === 0; rest >>= 32n) {
    words.push(Number(BigInt.asUintN(32, rest)))
  }
  const next = createMersenneTwisterFromKey(Uint32Array.from(words))
  return {
    below: (count) => {
      const unused = Math.clz32(count)
      for (;;) {
        const value = next() >>> unused
        if (value < count) return value
      }
    },
  }
}
