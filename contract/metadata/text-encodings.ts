// TextEncoder and TextDecoder belong to the platforms, not to the language; this folder runs on the language alone.

/** Latin-1 bytes of a text; `null` when a character has none. */
export function toLatin1(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit > 0xff) return null
    bytes[at] = unit
  }
  return bytes
}

/** Text of Latin-1 bytes; every byte has a meaning. */
export function fromLatin1(bytes: Uint8Array): string {
  return fromUnits(bytes)
}

/** ASCII version of a text: one `?` for each character outside ASCII. */
export function foldToAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, '?')
}

/** UTF-8 bytes of a text; half a surrogate pair becomes U+FFFD. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3)
  let end = 0
  for (const character of text) {
    const code = scalarOf(character)
    if (code < 0x80) {
      bytes[end++] = code
      continue
    }
    const extra = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3
    bytes[end++] = ((0xff00 >> (extra + 1)) & 0xff) | (code >> (6 * extra))
    for (let left = extra - 1; left >= 0; left--) bytes[end++] = 0x80 | ((code >> (6 * left)) & 0x3f)
  }
  return bytes.slice(0, end)
}

/** Text of UTF-8 bytes; `null` when they are not well-formed UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | null {
  const units = new Uint16Array(bytes.length)
  let end = 0
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes[at]!)
    const code = at + length <= bytes.length ? scalarAt(bytes, at, length) : -1
    if (code < 0) return null
    if (code < 0x10000) units[end++] = code
    else {
      units[end++] = 0xd7c0 + (code >> 10)
      units[end++] = 0xdc00 | (code & 0x3ff)
    }
    at += length
  }
  return fromUnits(units.subarray(0, end))
}

/** UTF-16 bytes of a text, most significant byte first, without a byte order mark. */
export function toUtf16be(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 2)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    bytes[2 * at] = unit >> 8
    bytes[2 * at + 1] = unit & 0xff
  }
  return bytes
}

/** Text of UTF-16 bytes; an odd last byte is ignored. */
export function fromUtf16(bytes: Uint8Array, order: 'big-endian' | 'little-endian'): string {
  const units = new Uint16Array(bytes.length >> 1)
  const high = order === 'big-endian' ? 0 : 1
  for (let at = 0; at < units.length; at++) {
    units[at] = (bytes[2 * at + high]! << 8) | bytes[2 * at + 1 - high]!
  }
  return fromUnits(units)
}

function scalarOf(character: string): number {
  const code = character.codePointAt(0)!
  return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
}

/** Bytes of the sequence that a lead byte starts; 0 for a byte that starts none. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc2) return 0
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
}

/** The character at a place, or −1 where the bytes are none: broken, overlong, a surrogate or too large. */
function scalarAt(bytes: Uint8Array, at: number, length: number): number {
  if (length < 2) return length === 1 ? bytes[at]! : -1
  let code = bytes[at]! & (0x7f >> length)
  for (let index = 1; index < length; index++) {
    const next = bytes[at + index]!
    if ((next & 0xc0) !== 0x80) return -1
    code = (code << 6) | (next & 0x3f)
  }
  const isOverlong = (length === 3 && code < 0x800) || (length === 4 && code < 0x10000)
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  return isOverlong || isSurrogate || code > 0x10ffff ? -1 : code
}

function fromUnits(units: Uint8Array | Uint16Array): string {
  // Arguments go over the stack, so in runs.
  const run = 4096
  const parts: string[] = []
  for (let at = 0; at < units.length; at += run) {
    parts.push(String.fromCharCode(...units.subarray(at, at + run)))
  }
  return parts.join('')
}
