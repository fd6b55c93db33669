import { expect, it } from 'vitest'
import { arrayChoices } from './array-choices.ts'

it('counts the choices of a prompt', () => {
  expect(arrayChoices('a [[red, green, blue]] fox')).toBe(3)
  expect(arrayChoices('a [[red, green]] [[fox, owl, cat]]')).toBe(6)
  expect(arrayChoices('a [[red]] fox')).toBe(1)
})

it('finds none where there is none', () => {
  expect(arrayChoices('a red fox\n[[not, the, first, line]]')).toBeNull()
  expect(arrayChoices('a [[red, green fox')).toBeNull()
})
