import { z } from '../../../contract/zod.ts'

/** Fields as FooocusAPI's validation library reads them: natural types, and what can be taken for them. */

/** Marks issues of whole numbers: for zod there is only one kind of number. */
export const INTEGER = 'integer'

interface Range {
  readonly min?: number
  readonly max?: number
}

/** One for all: a schema takes longer to make than to use. */
const LAX_BOOLEAN = z.preprocess(toBoolean, z.boolean())

/** True and false; 0, 1 and the usual words for them in any case. */
export const laxBoolean = () => LAX_BOOLEAN

/** A whole number; also 3.0, "3" and booleans. */
export const laxInteger = (range: Range = {}) =>
  z.preprocess(
    (value) => numberOrNaN(toInteger(value)),
    bounded(z.number({ error: INTEGER }), range).meta({ type: 'integer' }),
  )

/** A number; also its text, and booleans. */
export const laxNumber = (range: Range = {}) => z.preprocess(toNumber, bounded(z.number(), range))

/** A whole number of any size, as decimal text. */
export const laxBigInteger = () =>
  z.preprocess(toInteger, z.bigint({ error: INTEGER })).transform((value) => value.toString())

/** One of these values and nothing like them. @param aliases other spellings of some of them */
export const exactly = <const T extends readonly [string, ...string[]]>(
  values: T,
  aliases: Readonly<Record<string, T[number]>> = {},
) =>
  z.preprocess(
    (value) => (typeof value === 'string' && Object.hasOwn(aliases, value) ? aliases[value] : value),
    z.enum(values),
  )

function bounded(schema: z.ZodNumber, { min, max }: Range): z.ZodNumber {
  const above = min === undefined ? schema : schema.min(min)
  return max === undefined ? above : above.max(max)
}

const TRUE = new Set(['true', 't', 'yes', 'y', 'on', '1'])
const FALSE = new Set(['false', 'f', 'no', 'n', 'off', '0'])

function toBoolean(value: unknown): unknown {
  if (value === 1) return true
  if (value === 0) return false
  if (typeof value !== 'string') return value
  const word = value.toLowerCase()
  return TRUE.has(word) ? true : FALSE.has(word) ? false : value
}

/** @returns the number, or null for what is none */
function toInteger(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null
  // Longer ones are no numbers that anyone means, and BigInt takes its time with them.
  if (typeof value !== 'string' || value.length > 100) return null
  const digits = /^\s*([+-]?\d+)(?:\.0*)?\s*$/.exec(value)?.[1]
  return digits === undefined ? null : BigInt(digits.replace('+', ''))
}

function toNumber(value: unknown): unknown {
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value)
  if (typeof value !== 'string') return value
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : value
}

// zod's numbers refuse NaN as no number.
const numberOrNaN = (value: bigint | null) => (value === null ? Number.NaN : Number(value))
