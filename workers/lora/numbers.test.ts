import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromFloat16, readNumbers, toFloat16, writeNumbers } from './numbers.ts'

const half = (value: number) => toFloat16(Float32Array.of(value))[0]!
const single = (bits: number) => fromFloat16(Uint16Array.of(bits))[0]!

describe('halves', () => {
  // Bits worked out by hand from IEEE 754: sign, 5 bits of exponent (bias 15), 10 bits of fraction.
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x03ff, 1023 * 2 ** -24],
    [0x0001, 2 ** -24],
    [0x8001, -(2 ** -24)],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
  ])('%i are %d, both ways', (bits, value) => {
    expect(single(bits)).toBe(value)
    expect(half(value)).toBe(bits)
  })

  it('come back from singles, all that are numbers', () => {
    const all = Uint16Array.from({ length: 0x1_0000 }, (_, bits) => bits).filter(
      (bits) => (bits & 0x7fff) <= 0x7c00,
    )
    expect(toFloat16(fromFloat16(all))).toEqual(all)
  })

  it.each([
    ['half a step above an even half goes down', 1 + 2 ** -11, 0x3c00],
    ['half a step above an odd half goes up', 1 + 3 * 2 ** -11, 0x3c02],
    ['a little more than half a step goes up', 1 + 2 ** -11 + 2 ** -23, 0x3c01],
    ['below half a step above the largest half stays', 65519.99609375, 0x7bff],
    ['half a step above the largest half is infinite', 65520, 0x7c00],
    ['the carry reaches the exponent', 2047.5, 0x6800],
    ['half the smallest half is zero', 2 ** -25, 0x0000],
    ['more than half the smallest half is the smallest', 2 ** -25 + 2 ** -40, 0x0001],
    ['a tie of two small ones goes to the even one', 3 * 2 ** -25, 0x0002],
    ['the largest small one rounds to the smallest normal', 2 ** -14 - 2 ** -26, 0x0400],
    ['what is smaller than any half is a signed zero', -(2 ** -149), 0x8000],
  ])('%s', (_, value, bits) => {
    expect(half(value)).toBe(bits)
  })

  it('are the nearest of all', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const bits = half(value)
        const distance = Math.abs(single(bits) - value)
        for (const near of [bits - 1, bits + 1]) {
          const other = single(near & 0xffff)
          if (Number.isFinite(other)) expect(distance).toBeLessThanOrEqual(Math.abs(other - value))
        }
      }),
    )
  })

  it('keep what is no number', () => {
    expect(single(half(NaN))).toBeNaN()
    expect(single(0x7c01)).toBeNaN()
  })
})

it('bfloat16 is the upper half of a single', () => {
  expect([...readNumbers(Uint16Array.of(0x3f80, 0xc040, 0x7f80).buffer, 'bfloat16')]).toEqual([
    1,
    -3,
    Infinity,
  ])
})

it('singles are stored as they are', () => {
  const values = Float32Array.of(1, 0.1, -0)
  expect(writeNumbers(values, 'float32')).toBe(values)
  expect(readNumbers(values.buffer, 'float32')).toEqual(values)
  expect(readNumbers(Uint16Array.of(0x3c00).buffer, 'float16')).toEqual(Float32Array.of(1))
})
