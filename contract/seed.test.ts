import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_SEED, parseSeed, RANDOM_SEED, Seed, seedOfImage } from './seed.ts'

const anySeed = fc.bigInt(0n, MAX_SEED)

describe('parseSeed', () => {
  it('keeps every seed up to 2^63 − 1 exact', () => {
    expect(MAX_SEED).toBe(9223372036854775807n)
    fc.assert(
      fc.property(anySeed, (seed) => {
        expect(parseSeed(seed)).toBe(seed.toString())
        expect(parseSeed(seed.toString())).toBe(seed.toString())
      }),
    )
  })

  it.each([
    ['7', '7'],
    ['007', '7'],
    [' 7\n', '7'],
    ['0', '0'],
    [0, '0'],
    [-0, '0'],
    [7n, '7'],
    ['9223372036854775807', '9223372036854775807'],
    ['-1', RANDOM_SEED],
    [-1, RANDOM_SEED],
    [-1n, RANDOM_SEED],
    [' -1 ', RANDOM_SEED],
  ])('writes %s in its one form', (value, canonical) => {
    expect(parseSeed(value)).toBe(canonical)
  })

  it.each([
    '',
    ' ',
    '-2',
    '+7',
    '1.5',
    '1e3',
    '0x10',
    '7 8',
    '٣',
    'NaN',
    '9223372036854775808',
    '1'.repeat(400),
  ])('finds no seed in %j', (text) => {
    expect(parseSeed(text)).toBeNull()
  })

  it.each([1.5, NaN, Infinity, -2, 1e21, MAX_SEED + 1n, -2n])('finds no seed in the number %s', (value) => {
    expect(parseSeed(value)).toBeNull()
  })
})

describe('Seed', () => {
  it('takes text, bigint and whole numbers, and gives text', () => {
    expect(['12', 12n, 12, -1].map((value) => Seed.parse(value))).toEqual(['12', '12', '12', '-1'])
  })

  it.each([1.5, NaN, '', 'seven', null, true, [], MAX_SEED + 1n])('refuses %s', (value) => {
    expect(Seed.safeParse(value).error?.issues[0]?.message).toBe(
      'must be a whole number from 0 to 9223372036854775807',
    )
  })

  it('refuses numbers that are too large to be exact, though the same seed as text is fine', () => {
    expect(Seed.safeParse(2 ** 53).success).toBe(false)
    expect(Seed.parse(String(2 ** 53))).toBe('9007199254740992')
  })

  it('gives the same again when parsed twice', () => {
    fc.assert(fc.property(anySeed, (seed) => Seed.parse(Seed.parse(seed)) === seed.toString()))
  })
})

describe('seedOfImage', () => {
  it('counts up from the base', () => {
    expect([0, 1, 31].map((index) => seedOfImage('100', index, 'increment'))).toEqual(['100', '101', '131'])
  })

  it('wraps after the largest seed', () => {
    const seeds = [0, 1, 2].map((index) => seedOfImage('9223372036854775806', index, 'increment'))
    expect(seeds).toEqual(['9223372036854775806', '9223372036854775807', '0'])
  })

  it('stays at the base when asked to', () => {
    expect([0, 1, 31].map((index) => seedOfImage('9223372036854775807', index, 'same'))).toEqual(
      Array(3).fill('9223372036854775807'),
    )
  })

  it('gives the images of a task different seeds, each a seed itself', () => {
    fc.assert(
      fc.property(anySeed, (base) => {
        const seeds = Array.from({ length: 32 }, (_, index) =>
          seedOfImage(base.toString(), index, 'increment'),
        )
        expect(new Set(seeds).size).toBe(32)
        expect(seeds.map(parseSeed)).toEqual(seeds)
      }),
    )
  })
})
