import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseA1111Line, toA1111Line } from './a1111-line.ts'

describe('toA1111Line', () => {
  it('quotes what holds a comma, a colon or a line break, and keeps other scripts readable', () => {
    const line = toA1111Line([
      ['Steps', '30'],
      ['Raw prompt', 'a\n猫'],
      ['User', 'x, y'],
      ['FreeU', 'a: b'],
    ])
    expect(line).toBe('Steps: 30, Raw prompt: "a\\n猫", User: "x, y", FreeU: "a: b"')
  })

  it('quotes what would change on reading: a leading quote, blanks at an end', () => {
    expect(
      toA1111Line([
        ['User', '"x"'],
        ['Version', ' v '],
      ]),
    ).toBe('User: "\\"x\\"", Version: " v "')
  })

  it('prints a value that repeats its key only once', () => {
    expect(toA1111Line([['Steps', 'Steps']])).toBe('Steps')
  })
})

describe('parseA1111Line', () => {
  it('reads back whatever was written', () => {
    const key = fc.constantFrom('Steps', 'CFG scale', 'a/b-c_1', 'Größe')
    const value = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (pairs) => {
        fc.pre(pairs.every(([name, text]) => name !== text))
        expect(parseA1111Line(toA1111Line(pairs))).toEqual(pairs)
      }),
    )
  })

  it('takes a quote that is not closed before a comma for plain text', () => {
    expect(parseA1111Line('Model: "a" b, User: "c')).toEqual([
      ['Model', '"a" b'],
      ['User', '"c'],
    ])
  })

  it('skips what is no pair', () => {
    expect(parseA1111Line('hello, :, a: 1, -ab: 2,, Size: 3')).toEqual([
      ['ab', '2'],
      ['Size', '3'],
    ])
  })

  it.each(['ab:"', 'ab:"\\', 'a'.repeat(8), '-', '":', 'ab: ', '\\"'])(
    'takes a megabyte of %s in linear time',
    (piece) => {
      const started = performance.now()
      parseA1111Line(piece.repeat((1 << 20) / piece.length))
      expect(performance.now() - started).toBeLessThan(5000)
    },
  )
})
