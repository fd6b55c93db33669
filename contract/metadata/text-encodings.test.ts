import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  foldToAscii,
  fromLatin1,
  fromUtf16,
  fromUtf8,
  toLatin1,
  toUtf16be,
  toUtf8,
} from './text-encodings.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })

describe('UTF-8', () => {
  it('is written as the platform writes it, lone surrogates included', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }))
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes)
        expect(toUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)))
      }),
    )
  })

  it('is read as the platform reads it, and refused where the platform refuses', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const leads = fc.oneof(fc.uint8Array({ maxLength: 6 }), anyText.map(toUtf8))
    fc.assert(
      fc.property(leads, (bytes) => {
        expect(fromUtf8(bytes)).toBe(orNull(() => decoder.decode(bytes)))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong NUL', [0xe0, 0x80, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code beyond the last', [0xf4, 0x90, 0x80, 0x80]],
    ['a cut sequence', [0xe7, 0x8c]],
  ])('refuses %s', (_name, bytes) => {
    expect(fromUtf8(Uint8Array.from(bytes))).toBeNull()
  })
})

describe('UTF-16', () => {
  it('reads back what it wrote and swaps for the other order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = toUtf16be(text)
        const swapped = bytes.map((_byte, at) => bytes[at ^ 1]!)
        expect([fromUtf16(bytes, 'big-endian'), fromUtf16(swapped, 'little-endian')]).toEqual([text, text])
      }),
    )
  })
})

describe('Latin-1', () => {
  it('reads back every byte', () => {
    const bytes = Uint8Array.from({ length: 10_000 }, (_value, at) => at & 0xff)
    expect(toLatin1(fromLatin1(bytes))).toEqual(bytes)
  })

  it('is refused beyond U+00FF', () => {
    expect([toLatin1('é')?.length, toLatin1('Ā')]).toEqual([1, null])
  })
})

describe('foldToAscii', () => {
  it('puts one question mark for each character outside ASCII', () => {
    expect(foldToAscii('a é 猫 😀\n')).toBe('a ? ? ?\n')
  })
})

function orNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    // A fatal decoder throws on malformed bytes; that is its answer.
    return null
  }
}
