import { z } from './zod.ts'

/** The largest seed: 2^63 − 1. */
export const MAX_SEED = 2n ** 63n - 1n

/** Asks the planner to draw a seed. */
export const RANDOM_SEED = '-1'

/**
 * A seed as decimal text, so that 2^63 − 1 survives JSON, structured clone and storage unchanged.
 * Accepts text, bigint and safe integers; -1 means "draw one". Output is always canonical text.
 */
export const Seed = z
  .union([z.string(), z.bigint(), z.number()], {
    error: 'must be a whole number from 0 to 9223372036854775807',
  })
  .transform((value, context) => {
    const isExact = typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)
    const seed = isExact ? parseSeed(value) : null
    if (seed !== null) return seed
    const message = isExact
      ? 'must be a whole number from 0 to 9223372036854775807'
      : 'must be sent as text when it is above 9007199254740991: a JSON number is not exact there'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/**
 * Reads a seed as a person or a client writes it.
 *
 * @returns canonical decimal text, {@link RANDOM_SEED} for -1, or null when it is no seed
 */
export function parseSeed(value: string | bigint | number): string | null {
  const text = String(value).trim()
  if (text === RANDOM_SEED) return RANDOM_SEED
  if (!/^\d{1,19}$/.test(text)) return null
  const seed = BigInt(text)
  return seed <= MAX_SEED ? seed.toString() : null
}

/** The seed of image `index` of a task: seeds count up and wrap at 2^63, unless `increment` is off. */
export function seedOfImage(base: string, index: number, increment: 'increment' | 'same'): string {
  const offset = increment === 'same' ? 0n : BigInt(index)
  return ((BigInt(base) + offset) % (MAX_SEED + 1n)).toString()
}
