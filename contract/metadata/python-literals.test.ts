import { describe, expect, it } from 'vitest'
import { pythonFloat, pythonLiteral, pythonText, pythonTuple } from './python-literals.ts'

describe('pythonFloat', () => {
  it.each([
    [4, '4.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [0.1, '0.1'],
    [-1.5, '-1.5'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [0.000012345, '1.2345e-05'],
    [1e15, '1000000000000000.0'],
    [123456789012345680, '1.2345678901234568e+17'],
    [1e16, '1e+16'],
    [1e100, '1e+100'],
    [5e-324, '5e-324'],
    [1 / 3, '0.3333333333333333'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [NaN, 'nan'],
  ])('spells %d as %s', (value, text) => {
    expect(pythonFloat(value)).toBe(text)
  })
})

describe('pythonLiteral', () => {
  it('quotes with single quotes unless the text holds one and no double quote', () => {
    const quoted = ['plain', "it's", 'say "x"', `it's "x"`].map((text) => pythonLiteral(text))
    expect(quoted).toEqual([`'plain'`, `"it's"`, `'say "x"'`, `'it\\'s "x"'`])
  })

  it('escapes what Python does not show and leaves printable characters of all scripts alone', () => {
    expect(pythonLiteral('a\n\t\r\\\x07\x7f\u00a0é猫😀\u200b\ud800')).toBe(
      `'a\\n\\t\\r\\\\\\x07\\x7f\\xa0é猫😀\\u200b\\ud800'`,
    )
  })

  it('tells floats, ints, booleans, None and nested lists apart', () => {
    expect(pythonLiteral([1, 1n, true, false, null, ['a']])).toBe(`[1.0, 1, True, False, None, ['a']]`)
  })

  it('spells an empty list', () => {
    expect(pythonLiteral([])).toBe('[]')
  })
})

describe('pythonTuple', () => {
  it('spells numbers the way the metadata needs them', () => {
    expect([pythonTuple([1.5, 0.8, 0.3]), pythonTuple([1152n, 896n])]).toEqual([
      '(1.5, 0.8, 0.3)',
      '(1152, 896)',
    ])
  })

  it('keeps the comma of a single value', () => {
    expect([pythonTuple([1]), pythonTuple([])]).toEqual(['(1.0,)', '()'])
  })
})

describe('pythonText', () => {
  it('leaves text bare and spells the rest', () => {
    expect([pythonText("it's"), pythonText(4), pythonText(false)]).toEqual(["it's", '4.0', 'False'])
  })
})
