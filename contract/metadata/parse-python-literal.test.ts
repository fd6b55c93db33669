import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePythonLiteral } from './parse-python-literal.ts'
import { pythonLiteral, type PythonLiteral } from './python-literals.ts'

const { literal } = fc.letrec<{ literal: PythonLiteral }>((tie) => ({
  literal: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('literal'), { maxLength: 4 }),
  ),
}))

describe('parsePythonLiteral', () => {
  it('reads back whatever was spelled, to a depth of sixteen', () => {
    fc.assert(
      fc.property(literal, (value) => {
        fc.pre(depthOf(value) <= 16)
        expect(parsePythonLiteral(pythonLiteral(value))).toEqual(value)
      }),
    )
  })

  it.each([
    ['(1152, 896)', [1152n, 896n]],
    ["('1152', '896')", ['1152', '896']],
    [' ( 1.5 ,0.8, .3, ) ', [1.5, 0.8, 0.3]],
    ['(1,)', [1n]],
    ['(1)', 1n],
    ['()', []],
    ["['a', \"it's\", 'x\\u732b\\x41\\U0001f600\\q']", ['a', "it's", 'x猫A😀\\q']],
    ['[[True], (False, None)]', [[true], [false, null]]],
    ['-1e-05', -1e-5],
  ])('reads %s', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value)
  })

  it.each([
    '',
    '(',
    '(1',
    '(1 2)',
    '(1]',
    '(,)',
    "'open",
    "'line\nbreak'",
    '__import__("os")',
    'True1',
    '1 + 1',
    '[x for x in y]',
    '9'.repeat(41),
    '('.repeat(1000),
    '['.repeat(17) + ']'.repeat(17),
  ])('refuses %s', (text) => {
    expect(parsePythonLiteral(text)).toBeUndefined()
  })

  it('answers any text without throwing', () => {
    const unit = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      ',',
      ' ',
      "'",
      '"',
      '\\',
      'x',
      'u',
      '1',
      '.',
      'e',
      '-',
      'True',
    )
    fc.assert(fc.property(fc.string({ unit, maxLength: 60 }), (text) => void parsePythonLiteral(text)))
  })

  it('takes a megabyte of open brackets and quotes in its stride', () => {
    expect(parsePythonLiteral(`[${"'\\',".repeat(250_000)}`)).toBeUndefined()
  })
})

function depthOf(value: PythonLiteral): number {
  return Array.isArray(value) ? 1 + Math.max(0, ...value.map((item: PythonLiteral) => depthOf(item))) : 0
}
