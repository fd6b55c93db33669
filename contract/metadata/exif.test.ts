import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinBytes, uint16be, uint32be } from './byte-fields.ts'
import { parseExif, toExif } from './exif.ts'
import { toUtf8 } from './text-encodings.ts'

const embedding = (text: string) => ({ scheme: 'a1111', text, version: 'Fooocus v2.5.5' }) as const

describe('toExif', () => {
  it('puts its three entries into the first directory as NUL-terminated ASCII, in order of their tags', () => {
    const block = toExif(embedding('hello'), 'plain')
    const entries = [10, 22, 34].map((at) => ({
      tag: uint16be(block, at).toString(16),
      type: uint16be(block, at + 2),
      text: String.fromCharCode(
        ...block.subarray(uint32be(block, at + 8)).subarray(0, uint32be(block, at + 4)),
      ),
    }))
    expect(entries).toEqual([
      { tag: '131', type: 2, text: 'Fooocus v2.5.5\0' },
      { tag: '927c', type: 2, text: 'a1111\0' },
      { tag: '9286', type: 2, text: 'hello\0' },
    ])
  })

  it('starts values at even places and sorts the pointer in', () => {
    const block = toExif({ ...embedding('even'), version: '12345' }, 'both')
    const tags = [10, 22, 34, 46].map((at) => uint16be(block, at))
    const places = [10, 34, 46].map((at) => uint32be(block, at + 8) % 2)
    expect([tags, places]).toEqual([
      [0x0131, 0x8769, 0x927c, 0x9286],
      [0, 0, 0],
    ])
  })

  it('replaces what is not ASCII in the first directory only', () => {
    expect(parseExif(toExif(embedding('猫 é'), 'plain'))?.text).toBe('? ?')
    expect(parseExif(toExif(embedding('猫 é'), 'both'))?.text).toBe('猫 é')
  })
})

describe('parseExif', () => {
  it('reads back any text and its scheme', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const stored = text.replaceAll('\0', '')
        const found = parseExif(toExif(embedding(text), 'both'))
        expect(found).toEqual({ text: stored, marker: 'a1111', isDedicated: false })
      }),
    )
  })

  it('prefers the first directory when the second tells something else', () => {
    const block = toExif(embedding('one'), 'both')
    // The second copy is UTF-16 and stands last: its last letter becomes another.
    block[block.length - 1] = 'f'.charCodeAt(0)
    expect(parseExif(block)?.text).toBe('one')
  })

  it.each([
    ['big-endian letters', '\0h\0i'],
    ['little-endian letters', 'h\0i\0'],
    ['a byte order mark', '\ufeff\0h\0i'],
  ])('reads little-endian blocks with a standard comment of %s', (_name, letters) => {
    const units = letters.startsWith('\ufeff') ? `\xfe\xff${letters.slice(1)}` : letters
    const comment = Uint8Array.from(`UNICODE\0${units}`, (letter) => letter.charCodeAt(0))
    expect(parseExif(littleEndianBlock(comment))?.text).toBe('hi')
  })

  it('reads a comment that says it is ASCII', () => {
    expect(parseExif(littleEndianBlock(toUtf8('ASCII\0\0\0hello')))?.text).toBe('hello')
  })

  it('survives directories that point at themselves, outside, or claim more than there is', () => {
    const block = toExif(embedding('text'), 'both')
    const spots = Array.from({ length: block.length }, (_value, at) => at)
    for (const at of spots) {
      for (const value of [0x00, 0x08, 0xff]) {
        const broken = block.slice()
        broken[at] = value
        parseExif(broken)
        parseExif(broken.subarray(0, at))
      }
    }
    expect(parseExif(block)?.text).toBe('text')
  })

  it('answers null where there is no comment', () => {
    expect([parseExif(new Uint8Array()), parseExif(toUtf8('MM\0*\0\0\0\x08\0\0'))]).toEqual([null, null])
  })
})

/** A block as cameras write it: little-endian, the comment in the Exif directory. */
function littleEndianBlock(comment: Uint8Array): Uint8Array {
  const words = (...values: number[]) =>
    joinBytes(values.map((value) => Uint8Array.of(value & 0xff, value >> 8)))
  const pointer = words(1, 0x8769, 4, 1, 0, 26, 0, 0, 0)
  const exif = words(1, 0x9286, 7, comment.length, 0, 44, 0, 0, 0)
  return joinBytes([toUtf8('II*\0\x08\0\0\0'), pointer, exif, comment])
}
