import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nearestName } from './nearest-name.ts'

const NAMES = ['euler', 'euler_ancestral', 'dpmpp_2m', 'ddim']

it.each([
  ['eular', 'euler'],
  ['uler', 'euler'],
  ['EULER', 'euler'],
  ['euler ancestral', 'euler_ancestral'],
  ['dpmpp2m', 'dpmpp_2m'],
  ['dimd', 'ddim'],
])('%s most likely meant %s', (name, meant) => {
  expect(nearestName(name, NAMES)).toBe(meant)
})

it('finds every known name for itself', () => {
  expect(NAMES.map((name) => nearestName(name, NAMES))).toEqual(NAMES)
})

it('counts a letter added, left out or changed as one each', () => {
  // From "cart": "cat" is one away, "art" one, "card" one, "dog" four.
  expect(nearestName('cart', ['dog', 'cat'])).toBe('cat')
  expect(nearestName('cart', ['dogs', 'art'])).toBe('art')
  expect(nearestName('cart', ['tact', 'card'])).toBe('card')
})

it('takes the earlier of two names that are as near', () => {
  expect(nearestName('b', ['a', 'c'])).toBe('a')
  expect(nearestName('b', ['c', 'a'])).toBe('c')
})

it('takes the shortest name for an empty one', () => {
  expect(nearestName('', NAMES)).toBe('ddim')
})

it('always answers with a known name', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => NAMES.includes(nearestName(name, NAMES))))
})
