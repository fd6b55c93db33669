const STATE_WORDS = 624
const SHIFT = 397
const TWIST = 0x9908b0df

/**
 * The 32-bit Mersenne Twister, seeded by the classic one-word initialiser.
 *
 * @param seed any integer; only its low 32 bits count, so seeds equal mod 2³² give the same stream
 * @returns a function that gives the next 32-bit word, 0 … 2³²−1, on each call
 * @see Matsumoto & Nishimura 1998, "Mersenne Twister", MT19937 with init_genrand
 */
export function createMersenneTwister(seed: bigint): () => number {
  return wordsOf(stateOfWord(Number(BigInt.asUintN(32, seed))))
}

/**
 * The same generator, seeded by the initialiser that takes a key of any length.
 *
 * @param key at least one 32-bit word
 * @returns a function that gives the next 32-bit word, 0 … 2³²−1, on each call
 * @see Matsumoto & Nishimura 2002, MT19937 with init_by_array
 */
export function createMersenneTwisterFromKey(key: Uint32Array): () => number {
  const state = stateOfWord(19650218)
  // Word 0 is a copy of the last one whenever the walk over words 1 … 623 comes round.
  let i = 0
  const mix = (multiplier: number, mixed: (product: number) => number) => {
    if (++i === STATE_WORDS) {
      state[0] = state[STATE_WORDS - 1]!
      i = 1
    }
    const previous = state[i - 1]!
    state[i] = mixed(state[i]! ^ Math.imul(previous ^ (previous >>> 30), multiplier))
  }
  for (let step = 0; step < Math.max(STATE_WORDS, key.length); step++) {
    const j = step % key.length
    mix(1664525, (product) => product + key[j]! + j)
  }
  for (let step = 1; step < STATE_WORDS; step++) mix(1566083941, (product) => product - i)
  state[0] = 0x80000000
  return wordsOf(state)
}

function stateOfWord(seed: number): Uint32Array {
  const state = new Uint32Array(STATE_WORDS)
  state[0] = seed
  for (let i = 1; i < STATE_WORDS; i++) {
    const previous = state[i - 1]!
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i
  }
  return state
}

/** @param state owned by the generator from here on */
function wordsOf(state: Uint32Array): () => number {
  let index = STATE_WORDS
  return () => {
    if (index === STATE_WORDS) {
      regenerate(state)
      index = 0
    }
    return temper(state[index++]!)
  }
}

/** Replaces all words of the state by the next 624 of the recurrence, in place. */
function regenerate(state: Uint32Array): void {
  for (let i = 0; i < STATE_WORDS; i++) {
    const joined = (state[i]! & 0x80000000) | (state[(i + 1) % STATE_WORDS]! & 0x7fffffff)
    const twist = joined & 1 ? TWIST : 0
    state[i] = state[(i + SHIFT) % STATE_WORDS]! ^ (joined >>> 1) ^ twist
  }
}

function temper(word: number): number {
  let y = word
  y ^= y >>> 11
  y ^= (y << 7) & 0x9d2c5680
  y ^= (y << 15) & 0xefc60000
  y ^= y >>> 18
  return y >>> 0
}
