import { describe, expect, it } from 'vitest'
import {
  fourLettersAt,
  fromUint32be,
  fromUint32le,
  hasTextAt,
  joinBytes,
  uint16be,
  uint16le,
  uint32be,
  uint32le,
} from './byte-fields.ts'

const BYTES = Uint8Array.of(0xff, 0x01, 0x02, 0x03, 0x80)

describe('byte fields', () => {
  it('read in either order, unsigned', () => {
    expect([uint16be(BYTES, 0), uint16le(BYTES, 0)]).toEqual([0xff01, 0x01ff])
    expect([uint32be(BYTES, 0), uint32le(BYTES, 1)]).toEqual([0xff010203, 0x80030201])
  })

  it('count bytes beyond the end as zero', () => {
    expect([uint32be(BYTES, 4), uint32le(BYTES, 4), uint32be(BYTES, 100)]).toEqual([0x80000000, 0x80, 0])
  })

  it('are written as they are read', () => {
    const value = 0xfedcba98
    expect([uint32be(fromUint32be(value), 0), uint32le(fromUint32le(value), 0)]).toEqual([value, value])
  })

  it('join to a copy', () => {
    const part = Uint8Array.of(1)
    const joined = joinBytes([part, Uint8Array.of(), Uint8Array.of(2, 3)])
    part[0] = 9
    expect(joined).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('name a chunk by four letters', () => {
    expect(fourLettersAt(Uint8Array.of(0, 0x49, 0x44, 0x41, 0x54), 1)).toBe('IDAT')
  })

  it('find text only where all of it stands', () => {
    const bytes = Uint8Array.of(0x52, 0x49, 0x46)
    expect([hasTextAt(bytes, 0, 'RIF'), hasTextAt(bytes, 1, 'IF'), hasTextAt(bytes, 0, 'RIFF')]).toEqual([
      true,
      true,
      false,
    ])
  })
})
