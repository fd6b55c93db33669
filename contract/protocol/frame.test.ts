import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTaskId } from '../task.ts'
import { decodeFrame, encodeFrame, FRAME_HEADER_BYTES, MAX_FRAME_BYTES, type Frame } from './frame.ts'
import { createLease, fromHex, toHex } from './identifiers.ts'
import { anyFrame } from './testing/arbitrary-messages.ts'

const FRAME: Frame = {
  type: 'result',
  last: true,
  image: 3,
  seq: 0x01020304,
  offset: 0x1_0000_0002,
  taskId: createTaskId('00112233-4455-6677-8899-aabbccddeeff'),
  lease: createLease(fromHex('a0a1a2a3a4a5a6a7a8a9aaab')),
  payload: Uint8Array.of(0xca, 0xfe),
}

// Made by hand from the layout in frame.ts.
const GOLDEN = [
  ['01', '02', '01', '03'],
  ['01020304'],
  ['0000000100000002'],
  ['00112233445566778899aabbccddeeff'],
  ['a0a1a2a3a4a5a6a7a8a9aaab'],
  ['cafe'],
]
  .flat()
  .join('')

const changed = (at: number, value: number) => {
  const bytes = encodeFrame(FRAME)
  bytes[at] = value
  return decodeFrame(bytes)
}
const refused = (reason: string) => ({ kind: 'refused', reason })

describe('encodeFrame', () => {
  it('writes the header big-endian, field by field', () => {
    expect(toHex(encodeFrame(FRAME))).toBe(GOLDEN)
  })

  it('has a header of 44 bytes', () => {
    expect(encodeFrame({ ...FRAME, payload: new Uint8Array() })).toHaveLength(44)
    expect(FRAME_HEADER_BYTES).toBe(44)
  })

  it.each([
    ['image', { image: 256 }],
    ['image', { image: -1 }],
    ['seq', { seq: 2 ** 32 }],
    ['offset', { offset: 0.5 }],
    ['offset', { offset: 2 ** 53 }],
    ['payload', { payload: new Uint8Array(MAX_FRAME_BYTES) }],
  ])('refuses a value that does not fit its field instead of wrapping it: %s', (field, change) => {
    expect(() => encodeFrame({ ...FRAME, ...change })).toThrow(`a frame's ${field} must be`)
  })
})

describe('decodeFrame', () => {
  it('reads the golden frame', () => {
    expect(decodeFrame(fromHex(GOLDEN))).toEqual({ kind: 'frame', frame: FRAME })
  })

  it('reads back every frame', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(decodeFrame(encodeFrame(frame))).toEqual({ kind: 'frame', frame })
      }),
    )
  })

  it('reads a frame that stands inside a larger buffer, and its payload is a view of it', () => {
    const buffer = new Uint8Array([9, 9, 9, ...encodeFrame(FRAME), 9])
    const decoded = decodeFrame(buffer.subarray(3, -1))
    expect(decoded).toEqual({ kind: 'frame', frame: FRAME })
    expect(decoded.kind === 'frame' && decoded.frame.payload.buffer).toBe(buffer.buffer)
  })

  it('answers random bytes without a throw', () => {
    const anyBytes = fc.uint8Array({ maxLength: 120 })
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(['frame', 'refused']).toContain(decodeFrame(bytes).kind)
      }),
    )
  })

  it('answers random bytes behind a valid start without a throw, and what it takes encodes to the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 41, maxLength: 120 }), (rest) => {
        const bytes = Uint8Array.of(1, 1 + (rest[0]! % 3), rest[1]! % 2, ...rest)
        const decoded = decodeFrame(bytes)
        if (decoded.kind === 'frame') expect(encodeFrame(decoded.frame)).toEqual(bytes)
        else expect(decoded.reason).toBe('offset_too_large')
      }),
    )
  })

  it('refuses every frame that was cut within its header', () => {
    const whole = encodeFrame(FRAME)
    for (let length = 0; length < FRAME_HEADER_BYTES; length++) {
      expect(decodeFrame(whole.subarray(0, length))).toEqual(refused('too_short'))
    }
  })

  it.each([
    ['another version', 0, 2, 'unknown_version'],
    ['type 0', 1, 0, 'unknown_type'],
    ['a type that later versions may have', 1, 4, 'unknown_type'],
    ['flags without a meaning', 2, 0b11, 'unknown_flags'],
    ['an offset beyond exact numbers', 9, 0x20, 'offset_too_large'],
  ])('refuses %s', (_name, at, value, reason) => {
    expect(changed(at, value)).toEqual(refused(reason))
  })

  it('takes frames up to a mebibyte and refuses larger ones', () => {
    const largest = { ...FRAME, payload: new Uint8Array(MAX_FRAME_BYTES - FRAME_HEADER_BYTES) }
    expect(decodeFrame(encodeFrame(largest)).kind).toBe('frame')
    expect(decodeFrame(new Uint8Array(MAX_FRAME_BYTES + 1))).toEqual(refused('too_large'))
  })
})
