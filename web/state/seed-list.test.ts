import { expect, it } from 'vitest'
import { parseSeeds } from './seed-list.ts'

it('reads one seed or several', () => {
  expect(parseSeeds(' 5 ')).toEqual(['5'])
  expect(parseSeeds('1, 2,9223372036854775807')).toEqual(['1', '2', '9223372036854775807'])
  expect(parseSeeds('1, 2,')).toEqual(['1', '2'])
})

it('reads nothing from a text with anything else in it', () => {
  for (const text of ['', ',', '1,,2', '1, two', '9223372036854775808', '1 2'])
    expect(parseSeeds(text)).toBeNull()
})
