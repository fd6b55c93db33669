import type { Latent } from '../math/vector.ts'

/** What the text tells the model, token by token. */
export interface Context {
  /** `[tokens, width]`, row by row. */
  readonly values: Latent
  /** ≥ 1. */
  readonly tokens: number
}

/** Two contexts of one length that fit into one model call, or the news that they do not. */
export type RepeatedContexts =
  | { readonly run: 'together'; readonly wanted: Context; readonly unwanted: Context }
  | { readonly run: 'apart' }

/** How many times its length the shorter context may be stretched. */
const MOST_REPEATS = 4

/**
 * Brings two contexts to one length by repeating each as a whole. Attention to a context repeated k times is
 * attention to the context, so nothing changes but the shape.
 *
 * @returns the contexts at the least common multiple of their lengths, or `apart` if that is more than four times
 *          the shorter. A context that need not be repeated is the one given
 * @see ComfyUI's batching of conditionings, which Fooocus uses
 */
export function repeatContexts(wanted: Context, unwanted: Context): RepeatedContexts {
  const tokens = leastCommonMultiple(wanted.tokens, unwanted.tokens)
  if (tokens > MOST_REPEATS * Math.min(wanted.tokens, unwanted.tokens)) return { run: 'apart' }
  return { run: 'together', wanted: repeatTo(tokens, wanted), unwanted: repeatTo(tokens, unwanted) }
}

function repeatTo(tokens: number, context: Context): Context {
  if (tokens === context.tokens) return context
  const { values } = context
  const repeats = tokens / context.tokens
  const repeated = new Float32Array(values.length * repeats)
  for (let i = 0; i < repeats; i++) repeated.set(values, i * values.length)
  return { values: repeated, tokens }
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
