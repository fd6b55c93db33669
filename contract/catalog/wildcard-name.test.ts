import { expect, it } from 'vitest'
import { wildcardName } from './wildcard-name.ts'

it.each([
  ['animal.txt', 'animal'],
  ['extended-color.txt', 'extended-color'],
  ['my colours.txt', 'my_colours'],
  ['Tiere (groß).txt', 'Tiere_groß_'],
  ['v1.2.txt', 'v1_2'],
  ['动物.txt', '动物'],
])('finds %s as %s', (file, name) => {
  expect(wildcardName(file)).toBe(name)
})
