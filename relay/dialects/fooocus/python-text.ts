/** JSON as Python's `json.dumps` spaces and escapes it, keys in their own order. Whole numbers stay whole. */
export function toPythonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toPythonText).join(', ')}]`
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined)
    return `{${pairs.map(([key, one]) => `${text(key)}: ${toPythonText(one)}`).join(', ')}}`
  }
  return typeof value === 'string' ? text(value) : (JSON.stringify(value) ?? 'null')
}

function text(value: string): string {
  const json = JSON.stringify(value)
  // A preview is long and plain ASCII: looking once is cheaper than replacing.
  if (!/[\u007f-\uffff]/.test(json)) return json
  return json.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
