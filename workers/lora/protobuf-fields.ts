/** A field of a protobuf message: a number, or the bytes of a string, a message or a packed list. */
export interface ProtobufField {
  readonly field: number
  readonly value: number | Uint8Array
}

const VARINT = 0
const FIXED_64 = 1
const BYTES = 2
const FIXED_32 = 5

/**
 * Walks over the fields of a message. Fixed-width numbers are skipped: nothing here needs one.
 *
 * @param message views of it are handed out, no copies
 * @throws RangeError where the bytes are no protobuf message
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function* protobufFields(message: Uint8Array): Generator<ProtobufField> {
  const cursor = { at: 0 }
  while (cursor.at < message.length) {
    const tag = readVarint(message, cursor)
    const field = Math.floor(tag / 8)
    switch (tag % 8) {
      case VARINT:
        yield { field, value: readVarint(message, cursor) }
        break
      case BYTES:
        yield { field, value: take(message, cursor, readVarint(message, cursor)) }
        break
      case FIXED_64:
        take(message, cursor, 8)
        break
      case FIXED_32:
        take(message, cursor, 4)
        break
      default:
        throw new RangeError(`byte ${cursor.at} begins no protobuf field`)
    }
  }
}

/** The numbers of a packed list. */
export function packedVarints(bytes: Uint8Array): number[] {
  const cursor = { at: 0 }
  const numbers: number[] = []
  while (cursor.at < bytes.length) numbers.push(readVarint(bytes, cursor))
  return numbers
}

function take(message: Uint8Array, cursor: { at: number }, length: number): Uint8Array {
  const end = cursor.at + length
  if (end > message.length) throw new RangeError(`a field ends at byte ${end} of ${message.length}`)
  const bytes = message.subarray(cursor.at, end)
  cursor.at = end
  return bytes
}

/** Exact up to 2^53; larger ones, negative ones among them, come out as some number beyond that. */
function readVarint(message: Uint8Array, cursor: { at: number }): number {
  let value = 0
  for (let scale = 1; scale < 2 ** 70; scale *= 128) {
    const byte = message[cursor.at++]
    if (byte === undefined) throw new RangeError('a number is cut off')
    value += (byte & 127) * scale
    if (byte < 128) return value
  }
  throw new RangeError('a number has too many bytes')
}
