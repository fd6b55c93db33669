import { hasTextAt, joinBytes, uint16be, uint16le, uint32be, uint32le } from './byte-fields.ts'
import { MAX_TEXT_BYTES, type Embedding, type FoundText } from './embedding.ts'
import { foldToAscii, fromLatin1, fromUtf16, fromUtf8, toUtf16be, toUtf8 } from './text-encodings.ts'

const TAG = {
  software: 0x0131,
  subDirectory: 0x8769,
  exifVersion: 0x9000,
  makerNote: 0x927c,
  userComment: 0x9286,
}
const TYPE = { byte: 1, ascii: 2, long: 4, undefined: 7 }
const HEAD_BYTES = 8
const ENTRY_BYTES = 12
const UNICODE = 'UNICODE\0'

interface Entry {
  readonly tag: number
  readonly type: number
  readonly value: Uint8Array
}

/**
 * Builds a big-endian TIFF block. The entries that Fooocus reads stand in the first directory: program, scheme
 * (as maker note) and text (as user comment), plain ASCII with `?` for all other characters.
 *
 * @param copies `both` adds what the standard asks for, an Exif directory whose user comment holds the text in
 *   full as UTF-16; `plain` leaves it out
 * @see CIPA DC-008 (Exif 3.0), 4.6.6
 */
export function toExif(embedding: Embedding, copies: 'both' | 'plain'): Uint8Array<ArrayBuffer> {
  const text = embedding.text.replaceAll('\0', '')
  const entries = [
    ascii(TAG.software, embedding.version),
    ascii(TAG.makerNote, embedding.scheme),
    ascii(TAG.userComment, text),
  ]
  const head = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, HEAD_BYTES)
  if (copies === 'plain') return joinBytes([head, toDirectory(entries, HEAD_BYTES)])
  const standard = [
    { tag: TAG.exifVersion, type: TYPE.undefined, value: toUtf8('0232') },
    { tag: TAG.userComment, type: TYPE.undefined, value: joinBytes([toUtf8(UNICODE), toUtf16be(text)]) },
  ]
  // The length of a directory does not depend on where the pointer in it leads.
  const withPointer = (place: number) => toDirectory([...entries, pointer(place)], HEAD_BYTES)
  const place = HEAD_BYTES + withPointer(0).length
  return joinBytes([head, withPointer(place), toDirectory(standard, place)])
}

/**
 * Reads the text and its scheme from a TIFF block of either byte order. Looks at two directories at most.
 *
 * @param bytes from anywhere, whole or not
 * @returns `null` when there is no user comment
 */
export function parseExif(bytes: Uint8Array): FoundText | null {
  const isBig = hasTextAt(bytes, 0, 'MM\0*')
  if (!isBig && !hasTextAt(bytes, 0, 'II*\0')) return null
  const block: Block = {
    bytes,
    order: isBig ? 'big-endian' : 'little-endian',
    uint16: isBig ? uint16be : uint16le,
    uint32: isBig ? uint32be : uint32le,
  }
  const first = directoryAt(block, block.uint32(bytes, 4))
  const pointerValue = first.get(TAG.subDirectory)
  const second =
    pointerValue?.length === 4
      ? directoryAt(block, block.uint32(pointerValue, 0))
      : new Map<number, Uint8Array>()
  const [plain = null] = readingsOf(block, first.get(TAG.userComment))
  const full = readingsOf(block, second.get(TAG.userComment))
  // The first directory has lost all beyond ASCII; the second one counts if it tells the same otherwise.
  const text = plain === null ? full[0] : (full.find((reading) => foldToAscii(reading) === plain) ?? plain)
  const marker = plainText(first.get(TAG.makerNote)) ?? plainText(second.get(TAG.makerNote))
  return text === undefined ? null : { text, marker, isDedicated: false }
}

interface Block {
  readonly bytes: Uint8Array
  readonly order: 'big-endian' | 'little-endian'
  readonly uint16: (bytes: Uint8Array, at: number) => number
  readonly uint32: (bytes: Uint8Array, at: number) => number
}

const ascii = (tag: number, text: string): Entry => ({
  tag,
  type: TYPE.ascii,
  value: toUtf8(`${foldToAscii(text)}\0`),
})

const pointer = (place: number): Entry => {
  const value = new Uint8Array(4)
  new DataView(value.buffer).setUint32(0, place)
  return { tag: TAG.subDirectory, type: TYPE.long, value }
}

/** A directory followed by its values. Values of up to four bytes stand in their entry. */
function toDirectory(unsorted: readonly Entry[], place: number): Uint8Array {
  const entries = unsorted.toSorted((a, b) => a.tag - b.tag)
  const table = new DataView(new ArrayBuffer(2 + entries.length * ENTRY_BYTES + 4))
  const values: Uint8Array[] = []
  let valuePlace = place + table.byteLength
  table.setUint16(0, entries.length)
  entries.forEach(({ tag, type, value }, index) => {
    const at = 2 + index * ENTRY_BYTES
    table.setUint16(at, tag)
    table.setUint16(at + 2, type)
    table.setUint32(at + 4, type === TYPE.long ? value.length / 4 : value.length)
    if (value.length <= 4) {
      value.forEach((byte, offset) => table.setUint8(at + 8 + offset, byte))
      return
    }
    table.setUint32(at + 8, valuePlace)
    // Values start at even places.
    const padding = new Uint8Array(value.length % 2)
    values.push(value, padding)
    valuePlace += value.length + padding.length
  })
  return joinBytes([new Uint8Array(table.buffer), ...values])
}

/** Values by tag, the first of each; entries that do not fit into the block are left out. */
function directoryAt({ bytes, uint16, uint32 }: Block, place: number): Map<number, Uint8Array> {
  const values = new Map<number, Uint8Array>()
  const count = uint16(bytes, place)
  for (let index = 0; index < count; index++) {
    const at = place + 2 + index * ENTRY_BYTES
    if (at + ENTRY_BYTES > bytes.length) break
    const type = uint16(bytes, at + 2)
    const unitBytes = type === TYPE.long ? 4 : [TYPE.byte, TYPE.ascii, TYPE.undefined].includes(type) ? 1 : 0
    const length = uint32(bytes, at + 4) * unitBytes
    const start = length <= 4 ? at + 8 : uint32(bytes, at + 8)
    const tag = uint16(bytes, at)
    const isUsable =
      length > 0 && length <= 2 * MAX_TEXT_BYTES + UNICODE.length && start + length <= bytes.length
    if (isUsable && !values.has(tag)) values.set(tag, bytes.subarray(start, start + length))
  }
  return values
}

function plainText(value: Uint8Array | undefined): string | null {
  if (!value) return null
  const end = value.indexOf(0)
  const bytes = end < 0 ? value : value.subarray(0, end)
  return fromUtf8(bytes) ?? fromLatin1(bytes)
}

/** What a user comment may say, likeliest first. It has one of the standard's eight-byte prefixes or is bare text. */
function readingsOf(block: Block, value: Uint8Array | undefined): string[] {
  if (!value) return []
  const content = value.subarray(UNICODE.length)
  if (hasTextAt(value, 0, 'ASCII\0\0\0') || hasTextAt(value, 0, '\0\0\0\0\0\0\0\0'))
    return plainReadings(content)
  if (!hasTextAt(value, 0, UNICODE)) return plainReadings(value)
  const likely = fromUtf16(content, utf16Order(content, block.order))
  return [
    likely.replace(/^\ufeff/, '').replace(/\0.*$/s, ''),
    fromUtf16(content, 'big-endian'),
    fromUtf16(content, 'little-endian'),
  ]
}

const plainReadings = (bytes: Uint8Array) => [plainText(bytes) ?? '']

/** The standard does not say which half of a UTF-16 unit comes first; the zeros of Latin letters do. */
function utf16Order(bytes: Uint8Array, otherwise: Block['order']): Block['order'] {
  let balance = 0
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    balance += Number(bytes[at] === 0) - Number(bytes[at + 1] === 0)
  }
  return balance === 0 ? otherwise : balance > 0 ? 'big-endian' : 'little-endian'
}
