/**
 * JSON for records that hold bytes: input pictures are written as `{"base64": "…"}`.
 *
 * @see parseWithBytes, which reads it back
 */
export function stringifyWithBytes(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one instanceof Uint8Array ? { base64: toBase64(one) } : one,
  )
}

/**
 * Reads what {@link stringifyWithBytes} wrote.
 *
 * @throws SyntaxError for what is no JSON, and an error for what is no base64
 */
export function parseWithBytes(text: string): unknown {
  return JSON.parse(text, (_, one: unknown) => (isBytes(one) ? fromBase64(one.base64) : one))
}

function isBytes(value: unknown): value is { readonly base64: string } {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false
  return 'base64' in value && typeof value.base64 === 'string'
}

/** As many bytes as a call may have arguments anywhere. */
const CHUNK = 8192

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  }
  return btoa(text)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (one) => one.charCodeAt(0))
}
