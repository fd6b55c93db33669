/** One `Key: value` of a parameter line. */
export type A1111Pair = readonly [key: string, value: string]

/**
 * Joins pairs to a parameter line. A value with a comma, colon or line break is written as a JSON string; so is
 * one that would otherwise read back changed, because it starts with a quote or has blanks at an end. A pair
 * whose value repeats its key prints only once.
 */
export function toA1111Line(pairs: readonly A1111Pair[]): string {
  return pairs.map(([key, value]) => (key === value ? key : `${key}: ${quoteValue(value)}`)).join(', ')
}

/**
 * Reads the pairs of a parameter line. One pass over the text, whatever it holds.
 *
 * @returns pairs in order, values unquoted; text that is no pair is skipped
 */
export function parseA1111Line(line: string): A1111Pair[] {
  const pairs: A1111Pair[] = []
  let at = 0
  while (at < line.length) {
    const colon = line.indexOf(':', at)
    if (colon < 0) break
    const key = keyBefore(line, at, colon)
    if (key === '') {
      at = colon + 1
      continue
    }
    const end = valueEnd(line, colon + 1)
    pairs.push([key, unquoteValue(line.slice(colon + 1, end).trim())])
    at = end + 1
  }
  return pairs
}

function quoteValue(value: string): string {
  return /[,\n:]/.test(value) || value.startsWith('"') || value !== value.trim()
    ? JSON.stringify(value)
    : value
}

const KEY_CHARACTER = /[\p{L}\p{N}_ \-/]/u
const WORD_CHARACTER = /[\p{L}\p{N}_]/u

/** The longest key that ends at the colon: a word character, then at least one that may be in a key. */
function keyBefore(line: string, from: number, colon: number): string {
  let start = colon
  while (start > from && KEY_CHARACTER.test(line[start - 1]!)) start--
  while (start < colon && !WORD_CHARACTER.test(line[start]!)) start++
  return colon - start >= 2 ? line.slice(start, colon) : ''
}

/** Where the value ends: behind a quoted string that is followed by a comma or the end, else at the comma. */
function valueEnd(line: string, from: number): number {
  let start = from
  while (line[start] === ' ' || line[start] === '\t') start++
  if (line[start] === '"') {
    let close = start + 1
    while (close < line.length && line[close] !== '"') close += line[close] === '\\' ? 2 : 1
    const isWhole = line[close] === '"' && (close + 1 === line.length || line[close + 1] === ',')
    if (isWhole) return close + 1
  }
  const comma = line.indexOf(',', start)
  return comma < 0 ? line.length : comma
}

function unquoteValue(value: string): string {
  if (!value.startsWith('"')) return value
  try {
    const unquoted: unknown = JSON.parse(value)
    return typeof unquoted === 'string' ? unquoted : value
  } catch {
    // Bare text may start with a quote; then it is what it is.
    return value
  }
}
