import { pythonFloat } from './python-literals.ts'

/** What the dump accepts. A `number` is a Python float (`4` is written `4.0`), a `bigint` a Python int. */
export type PythonJson =
  string | number | bigint | boolean | null | readonly PythonJson[] | { readonly [key: string]: PythonJson }

/**
 * Dumps JSON byte for byte as Python's `json.dumps(value, sort_keys=True)`: `, ` and `: ` between items, keys in
 * code point order, everything outside printable ASCII escaped. Numbers must be finite.
 */
export function dumpPythonJson(value: PythonJson): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return jsonString(value)
  if (typeof value === 'number') return pythonFloat(value)
  if (typeof value === 'bigint' || typeof value === 'boolean') return value.toString()
  if (isArray(value)) return `[${value.map(dumpPythonJson).join(', ')}]`
  const pairs = Object.entries(value).sort(([a], [b]) => compareCodePoints(a, b))
  return `{${pairs.map(([key, item]) => `${jsonString(key)}: ${dumpPythonJson(item)}`).join(', ')}}`
}

// Array.isArray does not narrow readonly arrays out of a union.
const isArray = (value: PythonJson): value is readonly PythonJson[] => Array.isArray(value)

function jsonString(text: string): string {
  // JSON.stringify uses the same short escapes as Python; DEL and everything above ASCII remain to be escaped.
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

// The default order of strings goes by UTF-16 unit and would put U+1F600 before U+FF01.
function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0)!)
  const right = Array.from(b, (character) => character.codePointAt(0)!)
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    if (left[at] !== right[at]) return left[at]! - right[at]!
  }
  return left.length - right.length
}
