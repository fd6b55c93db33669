import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPythonRandom } from './python-random.ts'
import { linesWith } from './testing/lines-with.ts'
import { WILDCARD_LISTS } from './wildcard-lists.ts'
import { fillWildcards, type WildcardLists } from './wildcards.ts'

/**
 * Lists of the reference's lengths. The named lines stand where its own stand: what the seeds below draw is the
 * 98th, 73rd and 4th of 100 animals (places 97, 72, 3) and the 190th of 250 flowers (place 189).
 */
const LISTS: WildcardLists = new Map([
  ['color', WILDCARD_LISTS.get('color')!],
  ['color_flower', ['__color__ __flower__']],
  [
    'animal',
    linesWith(100, {
      ...{ 97: 'Wombat', 72: 'Panther', 3: 'Armadillo' },
      ...{ 0: 'Alligator', 1: 'Ant', 16: 'Chihuahua', 17: 'Chimpanzee' },
    }),
  ],
  ['flower', linesWith(250, { 189: 'Rose Emblem' })],
])

const drawn = (text: string, seed: bigint, lists = LISTS) => {
  const random = createPythonRandom(seed)
  return fillWildcards(text, lists, (lines) => lines[random.below(lines.length)]!)
}
const inOrder = (text: string, index: number) =>
  fillWildcards(text, LISTS, (lines) => lines[index % lines.length]!)

it('has the colours of the reference in its order', () => {
  expect(LISTS.get('color')!.join(', ')).toBe(
    'aqua, black, blue, fuchsia, gray, green, lime, maroon, navy, olive, orange, purple, red, silver, teal, white, yellow',
  )
})

describe('a seed gives the words it gives in Fooocus', () => {
  it.each<[bigint, string]>([
    [0n, 'red, silver, black, navy, yellow'],
    [1n, 'gray, blue, navy, fuchsia, white'],
    [42n, 'fuchsia, aqua, navy, maroon, maroon'],
    [12345n, 'silver, aqua, olive, purple, lime'],
    [9007199254740993n, 'purple, olive, orange, fuchsia, red'],
  ])('seed %s', (seed, colors) => {
    expect(drawn('__color__, __color__, __color__, __color__, __color__', seed)).toBe(colors)
  })

  it.each<[bigint, string]>([
    [0n, 'a red Wombat and silver'],
    [1n, 'a gray Panther and blue'],
    [42n, 'a fuchsia Armadillo and navy'],
  ])('seed %s, two lists', (seed, text) => {
    expect(drawn('a __color__ __animal__ and __color__', seed)).toBe(text)
  })

  it('seed 42, a list in a list and a missing one', () => {
    expect(drawn('__color_flower__, __missing__', 42n)).toBe('aqua Rose Emblem, missing')
  })
})

it.each([
  [0, 'aqua Alligator'],
  [1, 'black Ant'],
  [16, 'yellow Chihuahua'],
  [17, 'aqua Chimpanzee'],
])('in order, image %i gets "%s"', (index, text) => {
  expect(inOrder('__color__ __animal__', index)).toBe(text)
})

// Expected values: the rules of the reference, run in CPython over lists of these lengths.
describe('placeholders are filled in rounds, each at the first place that reads like it', () => {
  it.each<[string, bigint, string]>([
    ['__color_flower__ and __color__ then __animal__', 0n, 'silver line 66 and yellow then line 5'],
    ['__color_flower__ and __color__ then __animal__', 7n, 'gray line 166 and black then line 50'],
    ['__color__ __color_flower__ __color_flower__', 0n, 'red navy line 247 yellow line 124'],
    ['__color__ __color_flower__ __color_flower__', 2n ** 63n - 1n, 'orange teal line 27 white line 198'],
    ['__nope__ __color__ __nope__ __color_flower__', 7n, 'nope orange nope red line 166'],
    ['x__color__y __color__', 7n, 'xorangey gray'],
  ])('%s, seed %s', (text, seed, filled) => {
    expect(drawn(text, seed)).toBe(filled)
  })

  it('two that touch are one name', () => {
    expect(drawn('__color____animal__', 0n)).toBe('color____animal')
    expect(drawn('____color____', 0n)).toBe('red')
    expect(drawn('__x__ __x____y__ __color__', 7n)).toBe('x xy orange')
  })
})

it.each(['', 'no placeholder', '__', '____', '_color_', '__ color __', '__a.b__'])('%j stays', (text) => {
  expect(drawn(text, 0n)).toBe(text)
})

it('names may be of any script, and are no property of anything', () => {
  const lists = new Map([['цвет', ['синий']]])
  expect(drawn('__цвет__ __色__ __constructor__ __proto__', 0n, lists)).toBe('синий 色 constructor proto')
})

it('an empty list is a missing one', () => {
  expect(drawn('a __none__', 0n, new Map([['none', []]]))).toBe('a none')
})

it('signs that mean something in a replacement stay as they are', () => {
  expect(drawn('__a__', 0n, new Map([['a', ["$& $1 $$ $'"]]]))).toBe("$& $1 $$ $'")
})

describe('a list that names itself ends', () => {
  it('after 64 rounds', () => {
    let draws = 0
    const text = fillWildcards('__a__', new Map([['a', ['__a__']]]), (lines) => {
      draws++
      return lines[0]!
    })
    expect([text, draws]).toEqual(['__a__', 64])
  })

  it('before it gets too long, when it doubles', () => {
    const text = drawn('__a__', 0n, new Map([['a', ['__a__ __a__']]]))
    expect(text.length).toBe(2 ** 14 * 6 - 1)
  })

  it.each([64, 65])('a chain of %i lists is followed up to the 64th', (length) => {
    const chain = new Map(Array.from({ length }, (_, i) => [`n${i}`, [`__n${i + 1}__`]]))
    chain.set(`n${length - 1}`, ['end'])
    expect(drawn('__n0__', 0n, chain)).toBe(length === 64 ? 'end' : '__n64__')
  })
})

it('a prompt of nothing but placeholders, as long as a prompt may be, is filled', () => {
  const text = drawn('__color__ '.repeat(2000), 0n)
  expect(text.split(' ')).toHaveLength(2001)
  expect(text).not.toContain('_')
  const nested = drawn('__color_flower__ '.repeat(1176), 0n)
  expect(nested).not.toContain('_')
  expect(nested.match(/line|Rose/gu)).toHaveLength(1176)
})

it('filling in one pass and filling one by one give the same words', () => {
  const word = fc.constantFrom(
    '__color__',
    '__animal__',
    '__flower__',
    '__none__',
    '__no_ne__',
    'x',
    ' ',
    '-',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.bigInt({ min: 0n, max: 99n }), (words, seed) => {
      const text = words.join(' ')
      // A name with a double underscore at the end makes the whole round go one by one, and draws nothing.
      expect(drawn(`${text} __z__z__`, seed)).toBe(`${drawn(text, seed)} z__z`)
    }),
  )
})

it('without underscores nothing is drawn and nothing changes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = text.replaceAll('_', '')
      const refuse = () => {
        throw new Error('it was drawn')
      }
      expect(fillWildcards(plain, LISTS, refuse)).toBe(plain)
    }),
  )
})

describe('the lists of this build', () => {
  it.each([...WILDCARD_LISTS])('%s has lines without blanks around them, none twice', (_name, lines) => {
    expect(lines.length).toBeGreaterThan(0)
    expect(new Set(lines).size).toBe(lines.length)
    expect(lines.map((line) => line.trim()).filter((line) => line !== '')).toEqual(lines)
  })

  it('name only lists that there are', () => {
    const named = [...WILDCARD_LISTS.values()]
      .flat()
      .flatMap((line) => line.match(/(?<=__)\S+(?=__)/gu) ?? [])
    expect(named).toEqual(['color', 'flower'])
    for (const name of named) expect(WILDCARD_LISTS.has(name)).toBe(true)
  })
})
