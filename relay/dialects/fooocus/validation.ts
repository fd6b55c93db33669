import { AppError } from '../../../contract/errors.ts'
import type { z } from '../../../contract/zod.ts'
import { INTEGER } from './lax.ts'

/** One thing that is wrong with a request, in FastAPI's words. */
export interface ValidationIssue {
  readonly type: string
  /** `body`, `query` or `path`, then the way to the value. */
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** A request that was refused for what stands in it. */
export class ValidationFailure extends AppError {
  readonly issues: readonly ValidationIssue[]

  constructor(issues: readonly ValidationIssue[]) {
    const texts = issues.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`)
    super('invalid_request', texts.join('; '), { issues: texts })
    this.issues = issues
  }
}

/**
 * Reads what a client sent.
 *
 * @param from where it stood
 * @throws ValidationFailure with one issue per problem
 */
export function readFields<T>(schema: z.ZodType<T>, value: unknown, from: 'body' | 'query' | 'path'): T {
  if (value === undefined) {
    throw new ValidationFailure([{ type: 'missing', loc: [from], msg: 'Field required', input: null }])
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ValidationFailure(result.error.issues.map((issue) => describeIssue(issue, value, from)))
}

/** A single problem that no schema can find: a name that nobody knows. */
export function refuseValue(
  field: string,
  why: string,
  facts: Omit<ValidationIssue, 'type' | 'loc' | 'msg'>,
) {
  return new ValidationFailure([
    { type: 'value_error', loc: ['body', ...pathOf(field)], msg: `Value error, ${why}`, ...facts },
  ])
}

/** Turns errors that name a field into the same form. */
export function toValidationFailure(error: AppError): ValidationFailure {
  if (error instanceof ValidationFailure) return error
  const { field, json, position } = error.detail
  if (json === 'invalid') {
    const ctx = { error: error.message }
    const loc = ['body', Number(position)]
    return new ValidationFailure([{ type: 'json_invalid', loc, msg: 'JSON decode error', input: {}, ctx }])
  }
  const { nearest } = error.detail
  const ctx = nearest === undefined ? undefined : { nearest }
  const path = typeof field === 'string' && field !== '' ? pathOf(field) : []
  return new ValidationFailure([
    {
      type: 'value_error',
      loc: ['body', ...path],
      msg: `Value error, ${error.message}`,
      input: error.detail['value'] ?? null,
      ...(ctx && { ctx }),
    },
  ])
}

const pathOf = (field: string) =>
  field.split('.').map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : part))

type Description = Pick<ValidationIssue, 'type' | 'msg' | 'ctx'>

function describeIssue(issue: z.core.$ZodIssue, whole: unknown, from: string): ValidationIssue {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  const loc = [from, ...path]
  const raw = valueAt(whole, path)
  if (raw === undefined && path.length > 0) {
    const input = valueAt(whole, path.slice(0, -1))
    return { type: 'missing', loc, msg: 'Field required', input }
  }
  const { type, msg, ctx } = describe(issue, raw)
  return { type, loc, msg, input: raw ?? null, ...(ctx && { ctx }) }
}

function describe(issue: z.core.$ZodIssue, raw: unknown): Description {
  if (issue.code === 'invalid_type') return describeType(issue.expected, issue.message, raw)
  if (issue.code === 'invalid_value') {
    const expected = listed(issue.values.map((value) => `'${String(value)}'`))
    return { type: 'enum', msg: `Input should be ${expected}`, ctx: { expected } }
  }
  if (issue.code === 'too_small' && issue.origin === 'number') {
    const ge = Number(issue.minimum)
    return { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${ge}`, ctx: { ge } }
  }
  if (issue.code === 'too_big' && issue.origin === 'number') {
    const le = Number(issue.maximum)
    return { type: 'less_than_equal', msg: `Input should be less than or equal to ${le}`, ctx: { le } }
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    const max = Number(issue.maximum)
    return {
      type: 'string_too_long',
      msg: `String should have at most ${max} characters`,
      ctx: { max_length: max },
    }
  }
  if (issue.code === 'too_big' && issue.origin === 'array') {
    const max = Number(issue.maximum)
    const actual = Array.isArray(raw) ? raw.length : max + 1
    return {
      type: 'too_long',
      msg: `List should have at most ${max} items after validation, not ${actual}`,
      ctx: { field_type: 'List', max_length: max, actual_length: actual },
    }
  }
  return { type: 'value_error', msg: `Value error, ${issue.message}`, ctx: { error: {} } }
}

function describeType(expected: string, message: string, raw: unknown): Description {
  const should = 'Input should be a valid'
  const isText = typeof raw === 'string'
  switch (expected) {
    case 'string':
      return { type: 'string_type', msg: `${should} string` }
    case 'boolean':
      return isText || Number.isInteger(raw) || typeof raw === 'bigint'
        ? { type: 'bool_parsing', msg: `${should} boolean, unable to interpret input` }
        : { type: 'bool_type', msg: `${should} boolean` }
    case 'array':
      return { type: 'list_type', msg: `${should} list` }
    case 'object':
      return {
        type: 'model_attributes_type',
        msg: `${should} dictionary or object to extract fields from`,
      }
    case 'number':
    case 'bigint':
      return message === INTEGER ? describeInteger(raw) : describeNumber(raw)
    default:
      return { type: 'value_error', msg: `Value error, ${message}` }
  }
}

function describeInteger(raw: unknown): Description {
  const should = 'Input should be a valid integer'
  if (typeof raw === 'string')
    return { type: 'int_parsing', msg: `${should}, unable to parse string as an integer` }
  if (typeof raw === 'number')
    return { type: 'int_from_float', msg: `${should}, got a number with a fractional part` }
  return { type: 'int_type', msg: should }
}

function describeNumber(raw: unknown): Description {
  const should = 'Input should be a valid number'
  if (typeof raw === 'string')
    return { type: 'float_parsing', msg: `${should}, unable to parse string as a number` }
  if (typeof raw === 'number') return { type: 'finite_number', msg: 'Input should be a finite number' }
  return { type: 'float_type', msg: should }
}

function listed(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}

function valueAt(whole: unknown, path: readonly (string | number)[]): unknown {
  let value = whole
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string | number, unknown>)[part]
  }
  return value
}
