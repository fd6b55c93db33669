/**
 * A value that has a Python spelling. A `number` is a Python float and always shows a decimal point; a
 * `bigint` is a Python int; an array is a list. JavaScript alone cannot tell 4.0 from 4, Python readers can.
 */
export type PythonLiteral = string | number | bigint | boolean | null | readonly PythonLiteral[]

/**
 * Spells a number as Python's `repr(float)`: shortest digits that read back equal, a decimal point always, and
 * an exponent of at least two digits below 1e-4 and from 1e16.
 */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const [mantissa = '0', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`
  }
  // JavaScript writes plain decimals for 1e-7 < |x| < 1e21, which covers the range left here.
  const plain = String(value)
  return plain.includes('.') ? plain : `${plain}.0`
}

/** Spells a value as Python's `repr`. Text is quoted, an array becomes a list. */
export function pythonLiteral(value: PythonLiteral): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return pythonFloat(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string') return quoted(value)
  return `[${value.map(pythonLiteral).join(', ')}]`
}

/** Spells a value as Python's `str`: text stays bare, everything else as `pythonLiteral`. */
export function pythonText(value: PythonLiteral): string {
  return typeof value === 'string' ? value : pythonLiteral(value)
}

/** Spells values as a Python tuple; a single one keeps its comma, `(1.0,)`. */
export function pythonTuple(values: readonly PythonLiteral[]): string {
  const inside = values.map(pythonLiteral).join(', ')
  return values.length === 1 ? `(${inside},)` : `(${inside})`
}

// Python shows a character when it is printable: neither control, format, surrogate, private, unassigned
// nor any separator except the space itself.
const HIDDEN = /[\p{C}\p{Z}]/u
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let body = ''
  for (const character of text) {
    if (character === quote) body += `\\${quote}`
    else body += SHORT_ESCAPES[character] ?? shown(character)
  }
  return quote + body + quote
}

function shown(character: string): string {
  if (character === ' ' || !HIDDEN.test(character)) return character
  const code = character.codePointAt(0)!
  if (code <= 0xff) return `\\x${hex(code, 2)}`
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0')
