import type { z } from './zod.ts'

/** Reads an object field by field; null where the schema itself must look, because something is odd or wrong. */
export type FieldReader<Output> = (input: unknown) => Output | null

interface Field {
  readonly schema: z.ZodType
  /** Plain defaults that the schema takes for themselves need not be shown to it. */
  readonly isKnown: boolean
  readonly value: unknown
  /** Lists and objects are made anew for each result. */
  readonly isMade: boolean
}

/**
 * A reader of objects most of whose fields are left out or have their default: only the others are given to the schema.
 * What it reads is exactly what the schema would read, key order included; it never says what is wrong.
 *
 * @param schema accepts `{}`, and has no rules that span several fields
 */
export function createFieldReader<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): FieldReader<z.output<z.ZodObject<Shape>>> {
  let read: FieldReader<z.output<z.ZodObject<Shape>>> | null = null
  // Made for the first that is read: the schema is compiled for it, which programs need not wait for when they start.
  return (input) => (read ??= makeReader(schema))(input)
}

function makeReader<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): FieldReader<z.output<z.ZodObject<Shape>>> {
  const shape: Readonly<Record<string, unknown>> = schema.shape
  const defaults = schema.parse({})
  const fields = new Map<string, Field>(
    Object.entries(defaults).map(([key, value]) => [key, describe(shape[key] as z.ZodType, value)]),
  )
  const made = [...fields].filter(([, { isMade }]) => isMade)

  return (input) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return null
    const given = input as Readonly<Record<string, unknown>>
    const output: Record<string, unknown> = { ...defaults }
    for (const key of Object.keys(given)) {
      const field = fields.get(key)
      // Unknown keys mean one thing to strict schemas and another to others; the rest would come in another order.
      if (!field) return null
      const value = given[key]
      if (field.isKnown && Object.is(field.value, value)) continue
      const read = field.schema.safeParse(value)
      if (!read.success) return null
      output[key] = read.data
    }
    for (const [key, field] of made)
      if (!Object.hasOwn(given, key)) output[key] = field.schema.parse(undefined)
    // Every field is what its own schema made of it.
    return output as z.output<z.ZodObject<Shape>>
  }
}

function describe(schema: z.ZodType, value: unknown): Field {
  const isMade = typeof value === 'object' && value !== null
  const read = isMade ? null : schema.safeParse(value)
  return { schema, value, isMade, isKnown: read?.success === true && Object.is(read.data, value) }
}
