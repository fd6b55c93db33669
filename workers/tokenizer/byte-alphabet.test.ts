import { expect, test } from 'vitest'
import { createByteAlphabet } from './byte-alphabet.ts'

test('every byte has a character of its own and none is white space', () => {
  const alphabet = createByteAlphabet()
  expect(new Set(alphabet).size).toBe(256)
  expect(alphabet.join('')).not.toMatch(/\s/u)
})

test('printable bytes stand for themselves and the others follow from U+0100', () => {
  const alphabet = createByteAlphabet()
  expect(alphabet[0x41]).toBe('A')
  expect(alphabet[0xff]).toBe('ÿ')
  expect(alphabet[0x00]).toBe('Ā')
  expect(alphabet[0x20]).toBe('Ġ')
  expect(alphabet[0xad]).toBe('Ń')
})
