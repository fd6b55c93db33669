/** Reads 16 bits, most significant first. Bytes beyond the end count as 0; likewise below. */
export function uint16be(bytes: Uint8Array, at: number): number {
  return (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1)
}

/** Reads 16 bits, least significant first. */
export function uint16le(bytes: Uint8Array, at: number): number {
  return byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8)
}

/** Reads 32 bits, most significant first, as 0 to 2^32 − 1. */
export function uint32be(bytes: Uint8Array, at: number): number {
  return uint16be(bytes, at) * 0x10000 + uint16be(bytes, at + 2)
}

/** Reads 32 bits, least significant first, as 0 to 2^32 − 1. */
export function uint32le(bytes: Uint8Array, at: number): number {
  return uint16le(bytes, at + 2) * 0x10000 + uint16le(bytes, at)
}

/** Four bytes, most significant first. */
export function fromUint32be(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** Four bytes, least significant first. */
export function fromUint32le(value: number): Uint8Array<ArrayBuffer> {
  return fromUint32be(value).reverse()
}

/** Joins byte runs into a new array; the runs are copied. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Whether the bytes at a place spell an ASCII text (or Latin-1, for magic numbers such as `\x89PNG`). */
export function hasTextAt(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false
  }
  return true
}

/** The four-letter name of a chunk, as PNG and RIFF have them. */
export function fourLettersAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(
    byteAt(bytes, at),
    byteAt(bytes, at + 1),
    byteAt(bytes, at + 2),
    byteAt(bytes, at + 3),
  )
}

const byteAt = (bytes: Uint8Array, at: number) => bytes[at] ?? 0
