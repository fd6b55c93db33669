import { randomUUID } from 'node:crypto'
import { parse as parseLossless, stringify as stringifyLossless } from 'lossless-json'
import { AppError } from '../../contract/errors.ts'
import type { App, Request } from './app.ts'

/** Objects and lists inside each other; deeper bodies are refused. */
export const MAX_JSON_DEPTH = 64

/** Only numbers of at least this many digits can lose any. */
const LONG_NUMBER = /\d{16}/

/**
 * Reads JSON. Whole numbers beyond 2^53 − 1 come as bigint, all others as number.
 *
 * @throws AppError `invalid_request`; `detail.json` is "invalid", `detail.position` the place in the text. Besides
 *   broken text that is nesting below {@link MAX_JSON_DEPTH} and a key `__proto__`, which no client means well.
 */
export function parseJson(text: string): unknown {
  const value = parsePlain(text)
  refuseHostile(value)
  if (!LONG_NUMBER.test(text)) return value
  try {
    // Its recursion is bounded: the depth has been checked.
    return parseLossless(text, undefined, readNumber)
  } catch (error) {
    // It refuses a key that stands twice with different values.
    throw invalidJson(error instanceof Error ? error.message : 'not JSON', 0)
  }
}

/** Writes JSON with bigints and {@link WholeNumber}s as raw digits; otherwise as JSON.stringify. */
export function toJson(value: unknown): string {
  const text = writePlain(value) ?? writeBigints(value)
  return text.includes(MARK) ? text.replace(MARKED, '$1') : text
}

/**
 * A whole number of any size for {@link toJson}. What holds these instead of bigints is written in one go; bigints have
 * to be looked for. Never give one to JSON.stringify.
 */
export class WholeNumber {
  readonly #digits: string

  /** @param digits decimal, as JSON has them */
  constructor(digits: string) {
    this.#digits = digits
  }

  toJSON(): string {
    return `${MARK}${this.#digits}`
  }
}

/** Stands before digits in a text that is on its way to be JSON. Drawn, so that nobody can send it. */
const MARK = `bigint:${randomUUID()}:`
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g')

/** Null where there are bigints, which JSON.stringify refuses. */
function writePlain(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    return null
  }
}

function writeBigints(value: unknown): string {
  const marked = markBigints(value)
  if (marked === undefined) return stringifyLossless(value) ?? 'null'
  return JSON.stringify(marked) ?? 'null'
}

/**
 * The same value with texts in the place of bigints; what holds none is not copied. Undefined for what the usual way
 * of writing cannot be trusted with: objects that say themselves how they are written.
 */
function markBigints(value: unknown): unknown {
  if (typeof value === 'bigint') return `${MARK}${value}`
  if (typeof value !== 'object' || value === null) return value
  if ('toJSON' in value) return undefined
  let copy: Record<string, unknown> | null = null
  const fields = value as Readonly<Record<string, unknown>>
  for (const key in fields) {
    const before = fields[key]
    if (typeof before !== 'bigint' && (typeof before !== 'object' || before === null)) continue
    const after = markBigints(before)
    if (after === before) continue
    if (after === undefined) return undefined
    // A list keeps its type, and both keep their order.
    copy ??= (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>
    copy[key] = after
  }
  return copy ?? value
}

/**
 * Makes a part of the server read bodies as JSON. A missing content type counts as JSON, and `text/plain` too, because
 * FooocusAPI's own examples send none; but not from a browser, where such a request needs no permission and any page
 * could make it. An empty body is undefined.
 */
export function registerJsonBody(app: App): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  const read = (
    request: Request,
    body: string | Buffer,
    done: (error: Error | null, body?: unknown) => void,
  ) => {
    try {
      refuseOtherTypes(request)
      const text = String(body)
      done(null, text.trim() === '' ? undefined : parseJson(text))
    } catch (error) {
      done(error as Error)
    }
  }
  app.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, read)
  app.addContentTypeParser('*', { parseAs: 'string' }, read)
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i

/** Only the HTTP library's errors carry a status, so this one is made to look like them. */
function refuseOtherTypes({ headers }: Request): void {
  const type = headers['content-type'] ?? ''
  if (JSON_TYPE.test(type)) return
  const isPlain = type === '' || /^text\/plain(?:\s*;|$)/i.test(type)
  if (isPlain && headers.origin === undefined) return
  throw Object.assign(new Error('send this as content-type: application/json'), { statusCode: 415 })
}

function parsePlain(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalidJson('not JSON', placeIn(error) ?? placeInShort(text) ?? 0)
  }
}

function placeIn(error: unknown): number | null {
  const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
  return place === undefined ? null : Number(place)
}

/** Node shows short texts instead of telling the place. */
function placeInShort(text: string): number | null {
  if (text.length > 100) return text.length
  try {
    parseLossless(text)
    return null
  } catch (error) {
    return placeIn(error)
  }
}

function invalidJson(message: string, position: number): AppError {
  return new AppError('invalid_request', message, { json: 'invalid', position })
}

/** Looks at every object once, without recursion: the text may be made to exhaust the stack. */
function refuseHostile(value: unknown): void {
  let level = [value].filter(isContainer)
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) throw invalidJson(`nested deeper than ${MAX_JSON_DEPTH}`, 0)
    if (level.some((one) => Object.hasOwn(one, '__proto__'))) throw invalidJson('a key "__proto__"', 0)
    level = level.flatMap((one) => Object.values(one).filter(isContainer))
  }
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

function readNumber(text: string): number | bigint {
  const number = Number(text)
  const isWhole = /^-?\d+$/.test(text)
  return isWhole && !Number.isSafeInteger(number) ? BigInt(text) : number
}
