import type { PythonLiteral } from './python-literals.ts'

const MAX_DEPTH = 16
// Long digit strings make BigInt slow; nothing in a picture needs more than a 64-bit integer.
const MAX_NUMBER_LENGTH = 40
const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null }
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** A value that was read and where the text goes on, or `null` where the text is not a literal. */
type Read = { readonly value: PythonLiteral; readonly end: number } | null

/**
 * Reads one Python literal: text, number, `True`, `False`, `None`, and lists or tuples of them, both as
 * arrays. Evaluates nothing, so it is safe on text from strangers; nesting beyond 16 levels is refused.
 *
 * @returns the value, floats as `number` and ints as `bigint`; `undefined` when the text is anything else
 */
export function parsePythonLiteral(text: string): PythonLiteral | undefined {
  const read = readValue(text, skipSpace(text, 0), 0)
  return read && skipSpace(text, read.end) === text.length ? read.value : undefined
}

function readValue(text: string, at: number, depth: number): Read {
  const first = text[at]
  if (first === '(' || first === '[') return readSequence(text, at, depth)
  if (first === "'" || first === '"') return readString(text, at)
  const word = matchAt(/True|False|None/y, text, at)
  if (word !== '') return { value: WORDS[word] ?? null, end: at + word.length }
  return readNumber(text, at)
}

function readSequence(text: string, at: number, depth: number): Read {
  if (depth >= MAX_DEPTH) return null
  const close = text[at] === '(' ? ')' : ']'
  const values: PythonLiteral[] = []
  let next = skipSpace(text, at + 1)
  let separated = true
  while (text[next] !== close) {
    const read = separated ? readValue(text, next, depth + 1) : null
    if (!read) return null
    values.push(read.value)
    next = skipSpace(text, read.end)
    separated = text[next] === ','
    if (separated) next = skipSpace(text, next + 1)
  }
  // In Python (1) is just 1; only a comma makes it a tuple.
  const lone = close === ')' && values.length === 1 && !separated
  return { value: lone ? values[0]! : values, end: next + 1 }
}

function readString(text: string, at: number): Read {
  const quote = text[at]
  const parts: string[] = []
  for (let next = at + 1; next < text.length;) {
    const character = text[next]!
    if (character === quote) return { value: parts.join(''), end: next + 1 }
    if (character === '\n') return null
    if (character !== '\\') {
      parts.push(character)
      next += 1
      continue
    }
    const escape = text[next + 1] ?? ''
    const digits = HEX_LENGTHS[escape] ?? 0
    const decoded = digits > 0 ? fromHex(text.slice(next + 2, next + 2 + digits), digits) : ESCAPES[escape]
    // Python keeps an escape that it does not know, backslash included.
    parts.push(decoded ?? `\\${escape}`)
    next += decoded === undefined ? 1 + escape.length : 2 + digits
  }
  return null
}

function fromHex(digits: string, length: number): string | undefined {
  const code =
    digits.length === length && /^[0-9a-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Infinity
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

function readNumber(text: string, at: number): Read {
  const start = text.slice(at, at + MAX_NUMBER_LENGTH + 1)
  const digits = matchAt(/[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y, start, 0)
  if (digits === '' || digits.length > MAX_NUMBER_LENGTH) return null
  const isInteger = /^[-+]?\d+$/.test(digits)
  return { value: isInteger ? BigInt(digits.replace('+', '')) : Number(digits), end: at + digits.length }
}

function skipSpace(text: string, at: number): number {
  return at + matchAt(/\s*/y, text, at).length
}

// Sticky expressions carry a position, so each call brings a literal of its own.
function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
