import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dumpPythonJson } from './python-json.ts'

describe('dumpPythonJson', () => {
  it('separates with a blank and tells floats from ints', () => {
    expect(dumpPythonJson({ b: [1, 2n, 1e-5], a: null, c: { d: true } })).toBe(
      '{"a": null, "b": [1.0, 2, 1e-05], "c": {"d": true}}',
    )
  })

  it('escapes everything outside printable ASCII, with short escapes where JSON has them', () => {
    expect(dumpPythonJson('"\\/\b\f\n\r\t\x00\x7fé猫😀')).toBe(
      '"\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u007f\\u00e9\\u732b\\ud83d\\ude00"',
    )
  })

  it('sorts keys by code point, not by UTF-16 unit', () => {
    expect(dumpPythonJson({ '😀': 0n, '！': 0n, b: 0n, B: 0n, ab: 0n, a: 0n })).toBe(
      '{"B": 0, "a": 0, "ab": 0, "b": 0, "\\uff01": 0, "\\ud83d\\ude00": 0}',
    )
  })

  it('spells empty collections without blanks', () => {
    expect(dumpPythonJson({ a: [], b: {} })).toBe('{"a": [], "b": {}}')
  })

  it('writes JSON that reads back equal', () => {
    const json = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<
      Parameters<typeof dumpPythonJson>[0]
    >
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(dumpPythonJson(value))).toEqual(value)
      }),
    )
  })
})
